from . import regie_site_kind
from . import regie_site
from . import regie_site_photo
from . import regie_site_public
from . import regie_import_sites
