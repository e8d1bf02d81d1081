from . import regie_meal_week
from . import regie_haccp_book
