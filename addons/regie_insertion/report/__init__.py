from . import regie_clause_declaration_xlsx
from . import regie_clause_report
from . import regie_hours_anomaly
from . import regie_hours_report
from . import regie_iae_statement_difference
from . import regie_iae_statement_xlsx
from . import regie_insertion_deadline
from . import hr_employee_file_xlsx
