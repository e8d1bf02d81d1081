from . import outcomes
from . import site
from . import attendance
from . import activities
from . import portal
