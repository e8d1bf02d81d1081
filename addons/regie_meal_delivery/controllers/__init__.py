from . import portage
