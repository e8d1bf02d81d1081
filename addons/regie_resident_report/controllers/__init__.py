from . import report
from . import site
