from . import test_activity_report
from . import test_consultant_room
from . import test_generic
from . import test_label_access
from . import test_label_application
from . import test_label_grid
from . import test_label_indicators
from . import test_label_tour
