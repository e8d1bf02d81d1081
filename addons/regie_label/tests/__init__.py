from . import test_activity_report
from . import test_generic
from . import test_label_application
