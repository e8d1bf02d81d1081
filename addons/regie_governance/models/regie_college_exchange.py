from odoo import models


class RegieCollege(models.Model):
    """A college goes with the statutes that give it seats."""

    _name = "regie.college"
    _inherit = ["regie.college", "regie.config.exchange"]
    _exchange_key = "code"
    _exchange_fields = (
        *("code", "name", "is_resident", "is_authority", "is_landlord", "is_staff", "voice", "sequence"),
    )
