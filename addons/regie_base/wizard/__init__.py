from . import regie_import_file
from . import regie_import_line
from . import regie_import_wizard
