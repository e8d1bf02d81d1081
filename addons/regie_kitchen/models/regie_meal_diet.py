from odoo import fields, models


class RegieMealDiet(models.Model):
    """What somebody eats or does not eat, or how the food is cut: vegetarian, without pork, minced."""

    _name = "regie.meal.diet"
    _description = "Diet or texture"
    _inherit = ["regie.config.exchange"]
    _order = "kind, sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "kind", "sequence")

    code = fields.Char(required=True, help="Short name of the diet in files.")
    name = fields.Char(required=True, translate=True)
    kind = fields.Selection([("diet", "Diet"), ("texture", "Texture")], required=True, default="diet")
    sequence = fields.Integer(default=10)
    color = fields.Integer()
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another diet already bears this code.")
