from . import regie_fund_report
