from . import regie_till_alert
from . import pos_config
from . import pos_preset
from . import pos_order
from . import pos_order_check
from . import pos_order_line
from . import pos_session
