from odoo.addons.regie_base.tests.generic import AddonCase


class TestGeneric(AddonCase):
    addon = "regie_grant"
