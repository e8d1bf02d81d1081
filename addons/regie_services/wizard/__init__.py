from . import regie_tariff_calculator
