from . import test_access
from . import test_generic
from . import test_market
from . import test_market_lot
from . import test_legal_article
from . import test_month_of_a_regie
from . import test_import_template
from . import test_dossier_template
