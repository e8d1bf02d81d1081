from odoo import fields, models


class RegiePenaltyDecide(models.TransientModel):
    """The decision of the director on penalties: accepted or refused, and why."""

    _name = "regie.penalty.decide"
    _description = "Decision on penalties"

    penalty_ids = fields.Many2many("regie.penalty", string="Penalties", required=True)
    decision = fields.Selection([("accept", "Accept"), ("refuse", "Refuse")], required=True, default="accept")
    reason = fields.Text()

    def action_confirm(self):
        """Write the decision on the penalties."""
        self.ensure_one()
        self.penalty_ids.decide(self.decision == "accept", self.reason)
        return {"type": "ir.actions.act_window_close"}
