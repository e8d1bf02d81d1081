from . import test_closing_of_insertion
from . import test_generic
from . import test_headcount
from . import test_hours_of_activities
