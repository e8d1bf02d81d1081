from . import regie_activity_table
from . import regie_annual_accounts
from . import regie_closing
from . import regie_exercise
from . import regie_indicator
from . import regie_overhead_key
