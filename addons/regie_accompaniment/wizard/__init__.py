from . import regie_barrier_assess
from . import regie_note_open
