from . import regie_mediation_purge_run
from . import regie_mediation_round_plan
from . import regie_mediation_round_times
from . import regie_mediation_statement
