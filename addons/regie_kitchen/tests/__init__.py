from . import test_access
from . import test_generic
from . import test_haccp
from . import test_menu
from . import test_preorder
