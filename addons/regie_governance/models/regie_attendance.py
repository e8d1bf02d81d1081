import secrets

from odoo import api, fields, models


class RegieAttendance(models.Model):
    """A voice of a meeting and the person who carries it: convoked, there, represented or away."""

    _name = "regie.attendance"
    _description = "Attendance"
    _inherit = ["regie.signed.guard"]
    _order = "meeting_id, college_id, partner_id, id"
    _rec_name = "partner_id"

    meeting_id = fields.Many2one("regie.meeting", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="meeting_id.company_id", store=True, index=True, precompute=True)
    organ_id = fields.Many2one(related="meeting_id.organ_id", store=True, precompute=True)
    date = fields.Datetime(related="meeting_id.date", string="Date of the meeting", store=True)
    partner_id = fields.Many2one("res.partner", string="Person", required=True, index=True, ondelete="restrict")
    membership_id = fields.Many2one("regie.membership", index="btree_not_null", ondelete="restrict")
    mandate_id = fields.Many2one("regie.mandate", index="btree_not_null", ondelete="restrict")
    member_id = fields.Many2one(related="membership_id.partner_id", string="In the name of")
    college_id = fields.Many2one("regie.college", ondelete="restrict")
    is_invited = fields.Boolean(string="Invited", help="Is convoked and heard, has no vote.")
    is_voter = fields.Boolean(
        string="Votes",
        compute="_compute_is_voter",
        store=True,
        help="Is on the roll, in a college that votes. An invited person never votes.",
    )
    is_excused = fields.Boolean(string="Excused")
    # Convocation
    date_sent = fields.Datetime(string="Convoked on", copy=False, help="When the convocation left.")
    channel = fields.Selection(
        [("mail", "Electronic mail"), ("post", "Post"), ("hand", "By hand")],
        compute="_compute_channel",
        store=True,
        readonly=False,
        precompute=True,
        help="By mail when the address is known, else by post.",
    )
    access_token = fields.Char(
        required=True,
        copy=False,
        default=lambda self: secrets.token_urlsafe(32),
        groups="base.group_system",
        export_string_translation=False,
    )
    # Presence
    presence_ids = fields.One2many("regie.meeting.presence", "attendance_id", string="Comings and goings")
    date_arrival = fields.Datetime(string="Arrived at", compute="_compute_presence", store=True)
    date_departure = fields.Datetime(
        string="Left at", compute="_compute_presence", store=True, help="Empty as long as the person is there."
    )
    is_present = fields.Boolean(
        string="There", compute="_compute_presence", store=True, help="Came, and has not left since."
    )
    status = fields.Selection(
        [
            ("present", "Present"),
            ("remote", "Present remotely"),
            ("represented", "Represented"),
            ("excused", "Excused"),
            ("absent", "Absent"),
        ],
        compute="_compute_status",
        store=True,
    )
    given_proxy_ids = fields.One2many("regie.proxy", "giver_id", string="Proxies given")

    _voice_uniq = models.UniqueIndex(
        "(meeting_id, COALESCE(membership_id, 0), COALESCE(mandate_id, 0)) WHERE is_invited IS NOT TRUE",
        "This voice is already on the roll of the meeting.",
    )
    _invited_uniq = models.UniqueIndex(
        "(meeting_id, partner_id) WHERE is_invited IS TRUE", "This person is already invited to the meeting."
    )
    _token_uniq = models.UniqueIndex("(access_token)", "This link is already used.")

    @api.depends("is_invited", "college_id.voice")
    def _compute_is_voter(self):
        for line in self:
            line.is_voter = not line.is_invited and line.college_id.voice != "consultative"

    @api.depends("partner_id")
    def _compute_channel(self):
        for line in self:
            person = line.partner_id
            line.channel = line.channel or ("mail" if person.email else "post" if person.street else False)

    @api.depends("presence_ids.date_in", "presence_ids.date_out")
    def _compute_presence(self):
        for line in self:
            spans = line.presence_ids
            last = spans.filtered(lambda span: not span.date_out)
            line.date_arrival = min(spans.mapped("date_in"), default=False)
            line.is_present = bool(last)
            line.date_departure = False if last else max(filter(None, spans.mapped("date_out")), default=False)

    @api.depends("presence_ids.is_remote", "given_proxy_ids.state", "is_excused")
    def _compute_status(self):
        for line in self:
            if line.presence_ids:
                line.status = "remote" if all(line.presence_ids.mapped("is_remote")) else "present"
            elif any(proxy.state in ("accepted", "suspended") for proxy in line.given_proxy_ids):
                line.status = "represented"
            else:
                line.status = "excused" if line.is_excused else "absent"

    def _get_voice(self):
        """Return what makes this voice one: (membership id, mandate id)."""
        self.ensure_one()
        return (self.membership_id.id, self.mandate_id.id)

    def _is_present_at(self, at=None):
        """Tell whether the person is there at an hour (UTC), now by default."""
        self.ensure_one()
        if at is None:
            return self.is_present
        return any(span.date_in <= at and (not span.date_out or span.date_out > at) for span in self.presence_ids)
