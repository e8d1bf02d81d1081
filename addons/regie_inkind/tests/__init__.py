from . import test_access, test_booking, test_contribution, test_generic, test_rate, test_tour
