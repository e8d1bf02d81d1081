from . import field, site
