from . import models
from . import tools
from . import wizard
from . import models, wizard
from . import report
from . import wizard
from . import controllers, models, tools, wizard
from . import controllers, models, report, tools, wizard
