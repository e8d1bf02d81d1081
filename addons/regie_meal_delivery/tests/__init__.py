from . import test_access, test_generic, test_invoice, test_phone, test_round, test_subscription, test_tools
