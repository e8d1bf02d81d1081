from . import test_generic
from . import test_allocation
from . import test_binder
from . import test_real_year
from . import test_allocation, test_controls, test_generic
from . import test_access, test_allocation, test_controls, test_faults, test_generic, test_steps
from . import (
    test_access,
    test_allocation,
    test_binder,
    test_controls,
    test_faults,
    test_generic,
    test_steps,
)
