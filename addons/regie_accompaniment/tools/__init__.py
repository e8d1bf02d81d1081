from . import immersion
