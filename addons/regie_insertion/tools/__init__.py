from . import aid
from . import annex_number
from . import cash
from . import clause
from . import contract
from . import nir
from . import pass_iae
from . import exit_rate
