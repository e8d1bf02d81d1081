from . import regie_exercise
