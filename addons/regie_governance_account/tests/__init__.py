from . import test_generic
from . import test_membership_fee_invoice
