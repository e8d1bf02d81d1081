from . import regie_waste_summary
