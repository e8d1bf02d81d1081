from . import regie_mandate
