from . import regie_analytic_setup
from . import regie_result_detail
