from . import regie_closing
from . import res_company
