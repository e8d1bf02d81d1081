from . import account_chart_association
from . import account_chart_association_line
