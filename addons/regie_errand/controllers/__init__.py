from . import errand
