from . import test_access
from . import test_chain
from . import test_check
from . import test_generic
from . import test_setup
from . import test_tours
