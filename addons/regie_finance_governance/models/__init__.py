from . import regie_allocation
from . import regie_closing_decision
from . import regie_closing_fee
from . import regie_exercise
from . import regie_indicator
from . import regie_inkind_policy
from . import regie_meeting
from . import regie_volunteer_time
