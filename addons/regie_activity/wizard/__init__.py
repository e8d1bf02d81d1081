from . import regie_activity_series
from . import regie_activity_slots
from . import regie_activity_cancel
from . import regie_activity_statistics
