from odoo import api, fields, models


class RegieMeetingConvoke(models.TransientModel):
    """What is checked before the convocation leaves: until when, to whom, by what channel."""

    _name = "regie.meeting.convoke"
    _description = "Convoke a meeting"

    meeting_id = fields.Many2one("regie.meeting", required=True, ondelete="cascade")
    date_latest_sending = fields.Date(related="meeting_id.date_latest_sending")
    is_late = fields.Boolean(compute="_compute_lines")
    is_urgent = fields.Boolean(related="meeting_id.is_urgent", readonly=False)
    point_count = fields.Integer(string="Points of the agenda", compute="_compute_lines")
    mail_count = fields.Integer(string="By mail", compute="_compute_lines")
    letter_count = fields.Integer(string="By letter", compute="_compute_lines")
    unreachable_ids = fields.Many2many(
        "regie.attendance", compute="_compute_lines", string="Cannot be reached", help="No e-mail and no other channel."
    )
    date_letters = fields.Datetime(
        string="Letters sent on",
        help="When the letters were posted or handed; empty: now. The proof is kept with them.",
    )

    @api.depends("meeting_id", "is_urgent")
    def _compute_lines(self):
        today = fields.Date.context_today(self)
        for wizard in self:
            lines = wizard.meeting_id.attendance_ids.filtered(lambda line: not line.date_sent)
            wizard.point_count = len(wizard.meeting_id.resolution_ids)
            wizard.mail_count = len(lines.filtered(lambda line: line.channel == "mail"))
            wizard.letter_count = len(lines.filtered(lambda line: line.channel in ("post", "hand")))
            wizard.unreachable_ids = lines.filtered(lambda line: not line._is_reachable())
            latest = wizard.meeting_id.date_latest_sending
            wizard.is_late = bool(latest and today > latest)

    def action_convoke(self):
        """Send the convocation."""
        self.ensure_one()
        self.meeting_id._convoke(self.date_letters or None)
        return {"type": "ir.actions.act_window_close"}

    def action_print_letters(self):
        """Print the letters, to be posted or handed before the convocation is recorded."""
        self.ensure_one()
        return self.meeting_id.action_print_letters()
