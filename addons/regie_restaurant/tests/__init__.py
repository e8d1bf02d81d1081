from . import test_access
from . import test_company
from . import test_generic
from . import test_pot
from . import test_setup
from . import test_tours
