from . import regie_closing_confirm, regie_closing_lock
