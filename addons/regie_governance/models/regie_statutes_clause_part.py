from odoo import models


class RegieStatutesClause(models.Model):
    """The articles go with their version."""

    _name = "regie.statutes.clause"
    _inherit = ["regie.statutes.clause", "regie.statutes.part"]
    _part_key_fields = ("topic",)
    _exchange_fields = ("exchange_key", "topic", "article", "quote")
