from . import regie_activity_result
from . import regie_activity_table
from . import regie_activity_table_xlsx
