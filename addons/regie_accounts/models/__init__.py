from . import regie_annual_accounts
from . import regie_annual_accounts_rows
from . import regie_statement_row
