from odoo import fields, models


class RegieAraReturn(models.TransientModel):
    """A surplus that comes back to the shared supplies."""

    _name = "regie.ara.return"
    _description = "Surplus brought back"

    supply_id = fields.Many2one("regie.ara.supply", required=True, ondelete="cascade")
    quantity = fields.Float(required=True, digits=(16, 2))

    def action_confirm(self):
        """Put it back into stock."""
        self.ensure_one()
        self.supply_id._bring_back(self.quantity)
        return {"type": "ir.actions.act_window_close"}
