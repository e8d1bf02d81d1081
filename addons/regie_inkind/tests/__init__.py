from . import test_generic
