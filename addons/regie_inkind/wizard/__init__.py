from . import regie_fec_export
from . import regie_inkind_booking
