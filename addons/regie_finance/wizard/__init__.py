from . import regie_analytic_setup
from . import account_move_reversal
from . import regie_fec_export
from . import regie_result_detail
