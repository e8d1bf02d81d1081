from . import clause
from . import annex_number
from . import contract
from . import nir
from . import pass_iae
from . import exit_rate
