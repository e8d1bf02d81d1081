from odoo import fields, models


class RegieMealAllergen(models.Model):
    """One of the fourteen allergens that the eater is told in writing. Regulation (EU) 1169/2011, annex II."""

    _name = "regie.meal.allergen"
    _description = "Allergen"
    _inherit = ["regie.config.exchange"]
    _order = "sequence, id"
    _exchange_key = "code"
    _exchange_fields = ("code", "name", "sequence", "note")

    code = fields.Char(required=True, help="Short name of the allergen in files.")
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    note = fields.Char(string="In which foods", translate=True, help="Where the cook meets it without thinking of it.")

    _code_uniq = models.UniqueIndex("(code)", "Another allergen already bears this code.")
