from . import test_access
from . import test_day
from . import test_field_page
from . import test_generic
from . import test_receive
from . import test_receive_race
