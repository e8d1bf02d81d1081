from . import regie_ara_abandon
from . import regie_ara_charge_plan
from . import regie_ara_receipt
from . import regie_ara_return
from . import regie_ara_sign
