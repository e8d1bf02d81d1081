from . import regie_import_reader
from . import regie_parameter
from . import regie_territory_kind
from . import regie_territory
from . import regie_territory_link
from . import regie_activity_family
from . import regie_activity
from . import res_partner
