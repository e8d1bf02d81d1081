from . import test_access
from . import test_generic
from . import test_site
from . import test_import_sites
