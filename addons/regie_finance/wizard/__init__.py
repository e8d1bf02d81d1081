from . import regie_result_detail
