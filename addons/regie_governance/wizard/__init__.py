from . import regie_meeting_call_again
from . import regie_meeting_convoke
from . import regie_register_verify
from . import regie_governance_setup
from . import regie_governance_setup_seat
