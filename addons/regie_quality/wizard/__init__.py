from . import regie_quality_answer
from . import regie_penalty_decide
