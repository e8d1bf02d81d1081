from . import regie_errand_advance
