from . import geo
from . import holidays
from . import recurrence
