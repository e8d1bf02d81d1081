from . import account_account
from . import account_chart_template_move
from . import template_fr_asso
