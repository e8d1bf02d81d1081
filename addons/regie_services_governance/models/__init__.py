from . import res_partner
from . import regie_volunteer_time
from . import event_event
