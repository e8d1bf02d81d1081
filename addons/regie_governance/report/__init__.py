from . import regie_membership_register_xlsx
