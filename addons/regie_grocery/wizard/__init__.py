from . import regie_grocery_shop
