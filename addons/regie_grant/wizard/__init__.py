from . import regie_fund_move
from . import regie_grant_decide
