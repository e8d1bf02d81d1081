from . import regie_fund_move
from . import regie_grant_decide
from . import regie_grant_renew
from . import regie_grant_spread_wizard
from . import regie_grant_spread_line
