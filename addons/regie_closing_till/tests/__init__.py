from . import test_generic, test_till
