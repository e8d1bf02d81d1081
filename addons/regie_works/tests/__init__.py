from . import test_generic
from . import test_zero_phyto
from . import test_quotation
from . import test_situation
from . import test_meter
from . import test_access
