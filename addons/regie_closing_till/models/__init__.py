from . import regie_closing
