from . import test_generic
from . import test_retention
from . import test_note_walls
