from . import regie_mediation_statement_xlsx
