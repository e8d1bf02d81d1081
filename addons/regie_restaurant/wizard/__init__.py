from . import regie_restaurant_setup
from . import regie_restaurant_setup_taxes
