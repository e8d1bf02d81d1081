from odoo.addons.regie_base.tests.generic import AddonCase


class TestGeneric(AddonCase):
    """What every addon owes."""

    addon = "regie_finance_insertion"
