from . import quorum
from . import register_chain
from . import facts
