from . import membership_portal
from . import deliberation_portal
from . import minutes
