from . import regie_activity
from . import regie_exercise
from . import res_company
