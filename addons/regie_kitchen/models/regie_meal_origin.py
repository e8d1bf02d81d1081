from odoo import fields, models


class RegieMealOrigin(models.Model):
    """The kitchen that a dish comes from: Sahel, Maghreb, Portugal, Normandy…"""

    _name = "regie.meal.origin"
    _description = "Cuisine"
    _inherit = ["regie.config.exchange"]
    _order = "name, id"
    _exchange_key = "name"
    _exchange_fields = ("name",)

    name = fields.Char(required=True, index=True)
    color = fields.Integer()

    _name_uniq = models.UniqueIndex("(lower(name))", "This cuisine is already in the list.")
