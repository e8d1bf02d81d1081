from odoo import fields, models


class RegieGroceryShop(models.TransientModel):
    """What is asked to open a shop: its name, and whether it is a grocery or a laundry."""

    _name = "regie.grocery.shop"
    _description = "Opening of a shop"

    name = fields.Char(required=True)
    kind = fields.Selection(
        [("grocery", "Grocery, with a cap per household"), ("laundry", "Laundry")], required=True, default="grocery"
    )
    company_id = fields.Many2one("res.company", string="Régie", required=True, default=lambda self: self.env.company)

    def action_open(self):
        """Create the till of the shop, right for the bands at once, and show the tills."""
        self.ensure_one()
        till = (
            self.env["pos.config"]
            .with_company(self.company_id)
            .create({"name": self.name, "regie_shop": self.kind, "company_id": self.company_id.id})
        )
        till.action_regie_mend()
        return self.env["ir.actions.act_window"]._for_xml_id("regie_till.pos_config_action_regie")
