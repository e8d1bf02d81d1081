from . import test_import_spreadsheet
