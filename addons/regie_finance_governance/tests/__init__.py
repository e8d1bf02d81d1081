from . import test_approval_day
from . import test_closing_decision
from . import test_generic
from . import test_volunteer_hours
from . import test_volunteer_ratio
