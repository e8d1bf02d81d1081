from . import regie_membership_fee
from . import res_company
from . import res_config_settings
