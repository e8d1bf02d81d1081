from . import regie_annex_section
from . import regie_annual_accounts
from . import regie_annual_accounts_annex
from . import regie_annual_accounts_books
from . import regie_annual_accounts_funding
from . import regie_annual_accounts_note
from . import regie_annual_accounts_rows
from . import regie_statement_row
