from . import test_generic
from . import test_retention
from . import test_note_walls
from . import test_pmsmp
from . import test_training
from . import test_skill_evaluation
from . import test_year_figures
