from . import test_access
from . import test_donation
from . import test_generic
from . import test_right
from . import test_sale
from . import test_tours
