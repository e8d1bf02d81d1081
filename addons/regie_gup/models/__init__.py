from . import regie_legal_article
from . import regie_procurement_threshold
from . import regie_market
from . import regie_market_flow
from . import regie_market_lot
from . import regie_clause
from . import project_project
from . import account_analytic_line
