from . import test_access, test_generic, test_tfpb, test_tfpb_valuation
