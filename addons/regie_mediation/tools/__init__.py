from . import identity
from . import protected
