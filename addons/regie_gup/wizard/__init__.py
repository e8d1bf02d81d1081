from . import regie_intervention_catch_up
from . import regie_intervention_cancel
from . import regie_intervention_crew
from . import regie_market_apply
from . import regie_planning_print
from . import regie_service_setup
