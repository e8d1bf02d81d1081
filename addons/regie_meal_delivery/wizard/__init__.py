from . import regie_meal_departure, regie_meal_invoicing
