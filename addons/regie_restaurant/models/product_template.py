from odoo import api, fields, models


class ProductTemplate(models.Model):
    """What the restaurant sells: meals that an employer may share, gifts that fill the pot."""

    _inherit = "product.template"

    is_meal = fields.Boolean(string="Counts as a meal", help="An employer pays its share on each of them.")
    is_meal_gift = fields.Boolean(string="Gift for a meal", help="Sold at the till, it fills the pot of offered meals.")

    @api.model
    def _load_pos_data_fields(self, config):
        return [*super()._load_pos_data_fields(config), "is_meal"]
