from . import test_hours_rules
from . import common
from . import test_generic
from . import test_pass
from . import test_agreement
from . import test_contract
from . import test_clause
from . import test_clause_declaration
