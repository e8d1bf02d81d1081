from . import test_month_journey
from . import test_random_months
from . import test_dossier_journey
from . import test_accessibility
from . import test_cip_journey
from . import test_access_matrix
from . import test_governance_journey
