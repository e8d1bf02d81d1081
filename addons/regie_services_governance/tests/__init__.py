from . import test_generic
from . import test_members
from . import test_session_hours
