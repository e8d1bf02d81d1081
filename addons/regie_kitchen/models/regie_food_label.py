from odoo import fields, models


class RegieFoodLabel(models.Model):
    """What is told of a supplier of food: organic, Label rouge, fair trade, garden of the régie."""

    _name = "regie.food.label"
    _description = "Label of a supplier of food"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "is_organic", "is_garden", "sequence")

    code = fields.Char(required=True, help="Short name of the label in files.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    is_organic = fields.Boolean(string="Organic", help="All that this supplier sells counts as organic.")
    is_garden = fields.Boolean(string="Garden of the régie", help="Local, whatever the distance.")

    _code_uniq = models.UniqueIndex("(code)", "Another label already bears this code.")
