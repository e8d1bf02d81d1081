from . import regie_register_verify
from . import regie_governance_setup
from . import regie_governance_setup_seat
