from . import test_access
from . import test_booking
from . import test_contribution
from . import test_fec
from . import test_generic
from . import test_rate
from . import test_tour
