from odoo import api, fields, models


class PosConfig(models.Model):
    """The till of a restaurant: it knows its kitchen, and what it serves today."""

    _inherit = "pos.config"

    regie_place_id = fields.Many2one(
        "regie.site",
        string="Kitchen",
        check_company=True,
        domain="[('is_kitchen', '=', True)]",
        help="Its menu of the day comes first at the till, with the allergens.",
    )

    @api.model
    def _load_pos_data_read(self, records, config):
        """Send the menu of the day with the till."""
        read = super()._load_pos_data_read(records, config)
        if read:
            read[0]["_regie_menu"] = config._regie_get_menu()
        return read

    def _regie_get_menu(self):
        """Return ``{"title", "open", "dishes": [{"product_id", "name", "course", "allergens"}]}`` of today."""
        self.ensure_one()
        if not self.regie_place_id:
            return {"title": "", "open": True, "dishes": []}
        today = fields.Date.context_today(self)
        # sudo: the menu hangs on the door; the cashier has no right on the kitchen
        place = self.sudo().regie_place_id
        menus = (
            self.env["regie.meal.menu"]
            .sudo()
            .search(
                [("place_id", "=", place.id), ("date", "=", today), ("state", "in", ("published", "served"))],
                order="service",
            )
        )
        return {
            "title": ", ".join(filter(None, menus.mapped("name"))),
            "open": place._is_open_on(today),
            "dishes": [
                {
                    "product_id": line.dish_id.product_id.product_tmpl_id.id,
                    "name": line.dish_id.name,
                    "allergens": line.dish_id.allergen_text,
                }
                for line in menus.line_ids
            ],
        }

    def _regie_get_mistakes(self):
        """Say too that a restaurant has no kitchen."""
        mistakes = super()._regie_get_mistakes()
        if self.module_pos_restaurant and not self.regie_place_id:
            mistakes.append(self.env._("The till does not know its kitchen: its menu of the day is not shown."))
        return mistakes
