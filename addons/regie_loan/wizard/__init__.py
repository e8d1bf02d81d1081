from . import regie_loan_deposit_retain
from . import regie_loan_deposit_waive
from . import regie_loan_handover
from . import regie_loan_handover_tool
from . import regie_loan_handover_answer
from . import regie_loan_override
