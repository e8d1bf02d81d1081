from . import test_access
from . import test_generic
from . import test_mail
from . import test_price
from . import test_registration
from . import test_session
from . import test_waiting
