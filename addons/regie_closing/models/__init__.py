from . import (
    regie_closing_step_template,
    regie_closing,
    regie_closing_step,
    regie_closing_control_books,
)
