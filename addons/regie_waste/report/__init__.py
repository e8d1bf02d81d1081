from . import regie_waste_report
