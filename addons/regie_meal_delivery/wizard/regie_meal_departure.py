from odoo import fields, models


class RegieMealDeparture(models.TransientModel):
    """The temperature of the boxes, asked before a round leaves."""

    _name = "regie.meal.departure"
    _description = "Departure of a round"

    round_id = fields.Many2one("regie.meal.round", required=True)
    temperature = fields.Float(string="Temperature of the boxes (°C)", digits=(5, 1), required=True)

    def action_confirm(self):
        """Leave, or keep the temperature that forbids it and say so. (E-MEAL-03)"""
        self.ensure_one()
        message = self.round_id._try_depart(self.temperature)
        close = {"type": "ir.actions.act_window_close"}
        if not message:
            return close
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": "danger", "sticky": True, "message": message, "next": close},
        }
