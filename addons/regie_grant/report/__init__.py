from . import regie_fund_report
from . import regie_grant_cerfa_xlsx
