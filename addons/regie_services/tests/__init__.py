from . import test_access
from . import test_generic
from . import test_tariff
from . import test_tariff_request
