from . import test_import_spreadsheet
from . import test_activity
from . import test_generic
from . import test_parameter
from . import test_territory
