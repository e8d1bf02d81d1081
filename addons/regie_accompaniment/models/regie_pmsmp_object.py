from odoo import fields, models


class RegiePmsmpObject(models.Model):
    """Object of an immersion: one of the three of the Cerfa, Code du travail L5135-1."""

    _name = "regie.pmsmp.object"
    _description = "Object of an immersion"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
