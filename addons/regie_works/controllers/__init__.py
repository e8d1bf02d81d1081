from . import situation_portal
