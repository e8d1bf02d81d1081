from odoo import fields, models


class RegieEnergyGesture(models.Model):
    """A gesture that saves energy or water, agreed with a household or shown in a workshop."""

    _name = "regie.energy.gesture"
    _description = "Energy-saving gesture"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Only for this régie. Empty: for all.")
