from . import test_generic
from . import test_grant
from . import test_decision_tool
from . import test_decision
from . import test_fund
