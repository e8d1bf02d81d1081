from . import regie_situation_month
