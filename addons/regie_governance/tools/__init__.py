from . import quorum
