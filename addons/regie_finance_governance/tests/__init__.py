from . import test_closing_decision
from . import test_generic
from . import test_volunteer_hours
