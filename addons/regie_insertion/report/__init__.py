from . import regie_clause_declaration_xlsx
from . import regie_clause_report
