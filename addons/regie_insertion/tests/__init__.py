from . import test_hours_rules
