from . import regie_tfpb_year_xlsx
