from . import test_booking
from . import test_generic
from . import test_wait
