from . import (
    regie_exercise,
    regie_allocation_rule,
    regie_allocation,
    regie_allocation_entry,
    regie_allocation_line,
    regie_closing_step_template,
    regie_closing,
    regie_closing_step,
    regie_closing_control_books,
    regie_allocation_control,
)
