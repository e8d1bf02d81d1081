from . import membership_portal
