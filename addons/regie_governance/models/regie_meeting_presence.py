from odoo import fields, models


class RegieMeetingPresence(models.Model):
    """A span of time during which a person was in the meeting: came at, left at. Who comes back has a second one."""

    _name = "regie.meeting.presence"
    _description = "Presence in a meeting"
    _inherit = ["regie.signed.guard"]
    _order = "attendance_id, date_in, id"
    _rec_name = "attendance_id"

    attendance_id = fields.Many2one("regie.attendance", required=True, index=True, ondelete="cascade")
    meeting_id = fields.Many2one(related="attendance_id.meeting_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="attendance_id.company_id", store=True, index=True, precompute=True)
    date_in = fields.Datetime(string="Came at", required=True, default=fields.Datetime.now)
    date_out = fields.Datetime(string="Left at")
    is_remote = fields.Boolean(string="Remotely")
    proof = fields.Selection(
        [("hand", "Ticked at the door"), ("signature", "Signed"), ("qr", "Code scanned"), ("online", "Own link")],
        required=True,
        default="hand",
    )
    signature = fields.Binary(attachment=True)

    _spans_excl = models.Constraint(
        "EXCLUDE USING gist (attendance_id WITH =, tsrange(date_in, date_out) WITH &&)",
        "This person is already in the meeting at that time.",
    )
    _dates_ordered = models.Constraint("CHECK (date_out >= date_in)", "A person leaves after having come.")
