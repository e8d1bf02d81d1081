from . import regie_site_kind
from . import regie_site
