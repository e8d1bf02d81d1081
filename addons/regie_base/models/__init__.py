from . import regie_import_reader
