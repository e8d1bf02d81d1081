from . import distribution
from . import shares
