from odoo import fields, models


class RegieGardenCrop(models.Model):
    """What the gardens give: vegetables, fruit, herbs, honey, at the standard price of buying them."""

    _name = "regie.garden.crop"
    _description = "Garden produce"
    _inherit = "regie.stock.product"
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    price = fields.Float(string="Standard price (€/kg)", digits=(16, 2), help="What buying a kilogram would cost.")

    _price_positive = models.Constraint("CHECK (price >= 0)", "A price is not negative.")

    def _prepare_product_vals(self):
        return {
            **super()._prepare_product_vals(),
            "categ_id": self.env.ref("regie_waste.product_category_garden").id,
            "uom_id": self.env.ref("uom.product_uom_kgm").id,
            "standard_price": self.price,
        }
