from . import outcomes
from . import site
