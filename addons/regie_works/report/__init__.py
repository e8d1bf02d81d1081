from . import regie_phyto_report
from . import regie_worksite_margin
