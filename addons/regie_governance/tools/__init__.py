from . import ics
from . import notice
from . import proxies
from . import quorum
from . import register_chain
from . import facts
from . import cohort_draw
from . import composition
