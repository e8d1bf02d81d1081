from . import regie_grant_account
from . import regie_grant
from . import regie_grant_amounts
from . import regie_grant_part
from . import regie_grant_fraction
from . import regie_grant_tranche
