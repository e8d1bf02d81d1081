from odoo import api, fields, models


class RegieMeetingCallAgain(models.TransientModel):
    """When and where the second call of a meeting without its quorum takes place."""

    _name = "regie.meeting.call.again"
    _description = "Second call of a meeting"

    meeting_id = fields.Many2one("regie.meeting", required=True, ondelete="cascade")
    delay_days = fields.Integer(related="meeting_id.rule_id.second_call_days", string="Delay of the statutes (days)")
    date = fields.Datetime(
        string="Starts at", required=True, compute="_compute_proposal", store=True, readonly=False, precompute=True
    )
    place = fields.Char(compute="_compute_proposal", store=True, readonly=False, precompute=True)

    @api.depends("meeting_id")
    def _compute_proposal(self):
        """The first day that the statutes allow, at the same hour and place."""
        for wizard in self:
            meeting = wizard.meeting_id
            wizard.date = meeting.date and fields.Datetime.add(meeting.date, days=meeting.rule_id.second_call_days)
            wizard.place = meeting.place

    def action_call_again(self):
        """Make the second call and open it."""
        self.ensure_one()
        again = self.meeting_id._call_again(self.date, self.place)
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.meeting",
            "res_id": again.id,
            "view_mode": "form",
        }
