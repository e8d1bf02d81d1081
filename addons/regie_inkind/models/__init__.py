from . import (
    account_move,
    account_move_line,
    regie_exercise,
    regie_indicator,
    regie_inkind_contribution,
    regie_inkind_contribution_flow,
    regie_inkind_nature,
    regie_inkind_policy,
    regie_valuation_rate,
    res_company,
)
