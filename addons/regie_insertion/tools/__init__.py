from . import clause
