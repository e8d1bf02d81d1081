from . import regie_loan_policy
from . import regie_loan_model
from . import regie_loan_item
from . import regie_loan_kit
from . import regie_loan_kit_component
from . import regie_loan
from . import regie_loan_line
