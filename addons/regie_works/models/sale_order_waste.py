from odoo import fields, models


class SaleOrderWaste(models.Model):
    """A kind of waste that the works will produce: how much, sorted or not, brought where, at what cost.

    Environment code, article D541-45-1 (decree 2020-1817, since 1 July 2021).
    """

    _name = "sale.order.waste"
    _description = "Waste of a quotation"
    _order = "sequence, id"

    order_id = fields.Many2one("sale.order", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="order_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="order_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Waste", required=True, help="Rubble, wood, plaster, green waste…")
    quantity = fields.Float(string="Estimated quantity", digits=(16, 2))
    unit = fields.Selection([("kg", "kg"), ("t", "t"), ("m3", "m³")], default="kg", required=True)
    sorting = fields.Selection(
        [("separate", "Collected separately"), ("mixed", "Mixed"), ("on_site", "Shredded or reused on site")],
        help="Effort of sorting: what is collected separately, what is shredded on site for gardening works.",
    )
    point_name = fields.Char(string="Collection point", help="Name of the installation that takes the waste.")
    point_address = fields.Char(string="Address of the point")
    point_kind = fields.Selection(
        [
            ("professional_tip", "Professional recycling centre"),
            ("municipal_tip", "Municipal recycling centre"),
            ("dealer", "Dealer in materials"),
            ("sorting", "Sorting centre"),
            ("composting", "Composting platform"),
            ("on_site", "On the spot"),
        ],
        string="Kind of point",
    )
    cost = fields.Monetary(string="Estimated cost", help="Excluding tax. 0 needs “Taken back free”.")
    is_free = fields.Boolean(
        string="Taken back free", help="Sorted building waste taken back by an approved body costs nothing (REP PMCB)."
    )

    _amounts_positive = models.Constraint(
        "CHECK (quantity >= 0 AND cost >= 0)", "A quantity or a cost of waste is not negative."
    )

    def _is_complete(self):
        """Whether the line says all that the article asks."""
        self.ensure_one()
        point = self.point_kind == "on_site" or (self.point_name and self.point_address and self.point_kind)
        return bool(self.quantity > 0 and self.sorting and point and (self.cost > 0 or self.is_free))
