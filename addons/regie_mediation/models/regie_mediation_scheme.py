from odoo import fields, models


class RegieMediationScheme(models.Model):
    """Where people are oriented: solidarity fund for housing, energy voucher, supplier, landlord, association…"""

    _name = "regie.mediation.scheme"
    _description = "Scheme of orientation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    is_energy = fields.Boolean(string="Energy")
    note = fields.Char(string="What it is for", translate=True)
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
