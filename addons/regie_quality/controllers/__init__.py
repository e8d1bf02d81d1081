from . import inspection_portal
