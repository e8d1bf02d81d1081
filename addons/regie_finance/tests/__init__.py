from . import test_exercise
from . import test_activity_required
from . import test_activity_result
from . import test_overhead_key
from . import test_activity_tour
from . import test_generic
from . import test_analytic_setup
