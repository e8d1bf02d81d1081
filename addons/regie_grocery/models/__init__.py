from . import (
    pos_config,
    pos_order,
    regie_grocery_donation,
    regie_grocery_donation_line,
    regie_grocery_right,
    regie_till_alert,
)
