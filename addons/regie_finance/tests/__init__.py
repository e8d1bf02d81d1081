from . import test_exercise
