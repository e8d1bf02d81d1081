from odoo import fields, models


class RegieReuseCategory(models.Model):
    """A kind of thing that is given a second life: what one weighs and what a new one costs, to be weighed again.

    Each kind that goes into stock gets its product, followed by lot: the stock of the reuse shop is that of Odoo.
    """

    _name = "regie.reuse.category"
    _description = "Kind of reused things"
    _inherit = "regie.stock.product"
    _order = "family, name, id"

    name = fields.Char(required=True, translate=True)
    active = fields.Boolean(default=True)
    family = fields.Selection(
        [
            ("building", "Building materials"),
            ("sanitary", "Sanitary and plumbing"),
            ("electric", "Electricity and appliances"),
            ("furniture", "Pieces of furniture"),
            ("decoration", "Paint and decoration"),
            ("garden", "Garden"),
            ("other", "Other things"),
        ],
        required=True,
        default="building",
    )
    unit_name = fields.Char(string="Counted in", translate=True, help="Piece, m², linear metre, pot…")
    unit_weight = fields.Float(string="Weight of one (kg)", digits=(16, 2), required=True)
    unit_price = fields.Float(
        string="Price of a new one (€)", digits=(16, 2), help="Order of magnitude, excluding tax."
    )

    _weight_positive = models.Constraint(
        "CHECK (unit_weight > 0 AND unit_price >= 0)", "A kind of thing has a weight. (E-REUSE-01)"
    )

    def _prepare_product_vals(self):
        return {
            **super()._prepare_product_vals(),
            "tracking": "lot",
            "categ_id": self.env.ref("regie_waste.product_category_reuse").id,
            "weight": self.unit_weight,
        }
