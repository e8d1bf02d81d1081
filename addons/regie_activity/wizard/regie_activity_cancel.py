from odoo import fields, models


class RegieActivityCancel(models.TransientModel):
    """Call sessions off: the reason is told to those who registered."""

    _name = "regie.activity.cancel"
    _description = "Call sessions off"

    event_ids = fields.Many2many("event.event", string="Sessions", required=True)
    reason = fields.Char(required=True, help="Written to those who registered.")

    def action_cancel_sessions(self):
        """Call the sessions off and tell who registered."""
        self.ensure_one()
        self.event_ids._cancel_session(self.reason)
        return {"type": "ir.actions.act_window_close"}
