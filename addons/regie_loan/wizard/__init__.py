from . import regie_loan_deposit_retain
from . import regie_loan_deposit_waive
