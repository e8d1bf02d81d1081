from . import test_access
from . import test_annex
from . import test_books
from . import test_export
from . import test_generic
from . import test_statement_rows
from . import test_duty
