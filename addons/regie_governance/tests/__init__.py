from . import test_foundation
from . import test_quorum
from . import test_register
from . import test_signed_guard
from . import test_generic
from . import test_setup
