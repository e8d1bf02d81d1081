from . import regie_resident_report_pass
from . import regie_resident_report_reject
