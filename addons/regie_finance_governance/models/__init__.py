from . import regie_allocation
from . import regie_closing_decision
from . import regie_closing_fee
