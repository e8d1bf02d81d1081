from . import regie_food_purchase
