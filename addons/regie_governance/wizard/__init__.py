from . import regie_register_verify
