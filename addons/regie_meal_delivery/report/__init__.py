from . import regie_meal_count
