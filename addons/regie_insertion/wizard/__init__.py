from . import regie_clause_declare
