from . import clause_declaration
from . import clause_portal
