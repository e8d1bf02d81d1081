from . import kitchen
from . import menu
from . import portal
