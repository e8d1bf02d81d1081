from . import regie_import_file
from . import regie_import_line
from . import regie_import_wizard
from . import regie_indicator_dashboard
from . import regie_indicator_dashboard_line
from . import regie_dossier_freeze_wizard
from . import regie_dossier_share
from . import regie_dossier_difference
