from odoo import api, fields, models


class RegieMealMenu(models.Model):
    """The samples that a service keeps and the lots that it used."""

    _inherit = "regie.meal.menu"

    sample_ids = fields.One2many("regie.haccp.sample", "menu_id", string="Samples")
    missing_samples = fields.Char(
        string="Samples to keep",
        compute="_compute_missing_samples",
        help="Dishes of a collective service of which no sample is kept yet.",
    )
    consumption_ids = fields.One2many("regie.meal.consumption", "menu_id", string="Lots used")

    @api.depends("sample_ids.dish_id", "line_ids.dish_id", "place_id.kitchen_regime", "state")
    def _compute_missing_samples(self):
        for menu in self:
            asked = menu.place_id.kitchen_regime == "collective" and menu.state in ("published", "served", "closed")
            missing = menu.line_ids.dish_id - menu.sample_ids.dish_id if asked else ()
            menu.missing_samples = ", ".join(missing.mapped("name")) if missing else False

    def action_keep_samples(self):
        """Keep a sample of each dish that has none yet."""
        self.env["regie.haccp.sample"].create(
            [
                {"menu_id": menu.id, "dish_id": dish.id}
                for menu in self
                for dish in menu.line_ids.dish_id - menu.sample_ids.dish_id
            ]
        )

    def action_propose_lots(self):
        """Note, for the dishes without lots, the ingredients of the recipes with the lot that ends first."""
        self.check_access("write")
        self.env["regie.meal.consumption"].create([vals for menu in self for vals in menu._prepare_consumption_vals()])

    def _prepare_consumption_vals(self):
        """Return the lots to note: quantities of the recipe for the planned covers, or the booked ones."""
        self.ensure_one()
        lines = self.line_ids - self.consumption_ids.menu_line_id
        lots = self._get_first_lots(lines.dish_id.line_ids.product_id)
        covers = self.served_count or self.planned_covers or self.booked_count
        return [
            {
                "menu_line_id": line.id,
                "product_id": ingredient.product_id.id,
                "quantity": ingredient.quantity * covers / line.dish_id.portions,
                "lot_id": lots.get(ingredient.product_id.id),
            }
            for line in lines
            for ingredient in line.dish_id.line_ids
        ]

    def _get_first_lots(self, products):
        """Return ``{product id: lot id}``: what is in stock, or was delivered, and ends first without being too old."""
        # sudo: the quantities in stock belong to the group of the stock, the choice of a lot to the cook
        lots = (
            self.env["stock.lot"]
            .sudo()
            .search(
                [
                    ("product_id", "in", products.ids),
                    ("company_id", "in", (False, self.company_id.id)),
                    "|",
                    ("expiration_date", "=", False),
                    ("expiration_date", ">=", self.date),
                ]
            )
        )
        # sudo: whether a lot was delivered, as above
        delivered = {
            lot
            for (lot,) in self.env["regie.haccp.reception"]
            .sudo()
            ._read_group([("lot_id", "in", lots.ids), ("decision", "=", "accepted")], ["lot_id"])
        }
        usable = lots.filtered(lambda lot: lot.product_qty > 0 or lot in delivered)
        first = {}
        for lot in usable.sorted(lambda lot: (not lot.expiration_date, lot.expiration_date or lot.create_date, lot.id)):
            first.setdefault(lot.product_id.id, lot.id)
        return first
