from odoo import fields, models


class RegieGrantTranche(models.Model):
    """An instalment of a grant: when the funder pays, how much, and what came."""

    _name = "regie.grant.tranche"
    _description = "Tranche of a grant"
    _inherit = ["regie.grant.part"]
    _order = "grant_id, date_due, id"

    name = fields.Char(required=True, help="Advance, second payment, balance…")
    date_due = fields.Date(string="Expected on")
