from . import regie_inkind_booking
