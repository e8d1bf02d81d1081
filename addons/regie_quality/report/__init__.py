from . import regie_quality_report
from . import regie_market_lot_report_quality
