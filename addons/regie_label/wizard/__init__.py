from . import regie_label_advance
