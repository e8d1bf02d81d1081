from . import regie_binder_share, regie_closing_confirm, regie_closing_lock
