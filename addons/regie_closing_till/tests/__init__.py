from . import test_generic, test_till
from . import test_till_activity
