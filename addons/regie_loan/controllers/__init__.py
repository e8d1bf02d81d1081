from . import loan_portal
