from . import regie_barrier_level
from . import regie_barrier_summary
