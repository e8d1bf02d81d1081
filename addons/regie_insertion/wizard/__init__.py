from . import regie_clause_declare
from . import regie_hours_correction
from . import regie_hours_month_validate
from . import regie_import_wizard
from . import regie_insertion_exit_record
from . import regie_iae_pass_lift
