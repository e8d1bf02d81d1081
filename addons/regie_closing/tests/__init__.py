from . import test_generic
from . import test_allocation
from . import test_binder
from . import test_real_year
from . import test_controls
from . import test_access, test_faults, test_steps
from . import test_binder_tour
