from . import regie_dossier_xlsx
