from . import account_analytic_line
from . import account_analytic_line_rules
from . import project_project
from . import project_task
from . import regie_hours_month
from . import regie_clause
from . import project_project_clause
from . import account_analytic_line_clause
