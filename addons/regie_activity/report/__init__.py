from . import regie_activity_report
