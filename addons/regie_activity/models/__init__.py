from . import regie_activity_type
from . import event_event
from . import event_registration
