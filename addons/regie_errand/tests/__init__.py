from . import test_access
from . import test_errand
from . import test_errand_phone
from . import test_generic
from . import test_indicator
from . import test_tus
