from . import membership_portal
from . import deliberation_portal
from . import minutes
from . import meeting_door
from . import meeting_portal
from . import vote_portal
from . import interest_portal
