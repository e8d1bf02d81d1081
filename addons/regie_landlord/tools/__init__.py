from . import month, parts
