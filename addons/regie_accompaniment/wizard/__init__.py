from . import regie_barrier_assess
from . import regie_note_open
from . import regie_pmsmp_assess
