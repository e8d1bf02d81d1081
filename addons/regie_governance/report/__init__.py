from . import regie_membership_register_xlsx
from . import regie_register_xlsx
