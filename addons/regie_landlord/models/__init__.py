from . import (
    regie_tfpb_action,
    regie_tfpb_agreement,
    regie_tfpb_axis,
    regie_tfpb_valuation,
    regie_tfpb_year,
    regie_tfpb_year_flow,
)
