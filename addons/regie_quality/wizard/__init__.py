from . import regie_quality_answer
from . import regie_penalty_decide
from . import regie_quality_sample
from . import regie_quality_month
