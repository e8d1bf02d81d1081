from . import test_booking
from . import test_generic
from . import test_wait
from . import test_counter
from . import test_delay
from . import test_deposit
from . import test_fees
