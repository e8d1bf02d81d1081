from . import regie_mediation_round_times
