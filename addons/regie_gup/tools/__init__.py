from . import holidays
from . import recurrence
from . import geo
