from . import regie_annual_accounts_xlsx
from . import regie_ledger_xlsx
