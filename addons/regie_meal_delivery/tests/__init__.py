from . import test_access
from . import test_generic
from . import test_invoice
from . import test_phone
from . import test_round
from . import test_subscription
from . import test_tools
