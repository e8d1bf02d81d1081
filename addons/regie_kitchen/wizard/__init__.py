from . import regie_meal_week
