from . import test_generic
from . import test_till
