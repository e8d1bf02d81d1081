from . import test_generic
from . import test_till
from . import test_till_activity
