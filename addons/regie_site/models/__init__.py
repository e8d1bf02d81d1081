from . import regie_site_kind
from . import regie_site
from . import regie_import_sites
