from . import regie_conflict
from . import regie_resolution
from . import regie_market
