from odoo import api, fields, models


class StockLot(models.Model):
    """A lot and the meals it went into: whom to warn when it is called back."""

    _inherit = "stock.lot"

    consumption_ids = fields.One2many(
        "regie.meal.consumption", "lot_id", string="Used in meals", groups="regie_kitchen.group_kitchen_read"
    )
    meal_count = fields.Integer(
        string="Services", compute="_compute_meal_count", groups="regie_kitchen.group_kitchen_read"
    )

    @api.depends("consumption_ids")
    def _compute_meal_count(self):
        counts = dict(
            self.env["regie.meal.consumption"]._read_group(
                [("lot_id", "in", self.ids)], ["lot_id"], ["menu_id:count_distinct"]
            )
        )
        for lot in self:
            lot.meal_count = counts.get(lot, 0)

    def action_view_meals(self):
        """Open the services where the lots were used."""
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_kitchen.regie_meal_consumption_action")
        return dict(action, domain=[("lot_id", "in", self.ids)], context={})
