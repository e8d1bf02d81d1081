from odoo import models


class RegieOrgan(models.Model):
    """An organ goes with the statutes that rule it."""

    _name = "regie.organ"
    _inherit = ["regie.organ", "regie.config.exchange"]
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "kind", "sequence", "purpose", "is_composition_watched")
