from . import regie_planning_load
