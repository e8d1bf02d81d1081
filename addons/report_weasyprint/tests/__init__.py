from . import test_addresses
from . import test_download
from . import test_engine
from . import test_layouts
from . import test_pages
