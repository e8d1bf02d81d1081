from . import distribution
from . import fec
from . import shares
