from odoo import api, fields, models

from .regie_statutes_meeting_rule import MEETING_TYPES


class RegieMeeting(models.Model):
    """A meeting of an organ, from its agenda to its signed minutes.

    Its state is read from facts: buttons write the hour of a fact (convoked, opened, closed, signed), never the state.
    """

    _name = "regie.meeting"
    _description = "Meeting"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.signed.guard"]
    _guard_sql = "{row}.id"
    _guard_path = ""
    _order = "date desc, id desc"
    _check_company_auto = True

    name = fields.Char(compute="_compute_name", store=True, help="Organ, kind and day.")
    organ_id = fields.Many2one(
        "regie.organ", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="organ_id.company_id", store=True, index=True, precompute=True)
    meeting_type = fields.Selection(MEETING_TYPES, string="Kind", required=True, default="ordinary", tracking=True)
    call_number = fields.Integer(string="Call", default=1, readonly=True, copy=False)
    first_call_id = fields.Many2one(
        "regie.meeting",
        string="First call",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        help="The meeting that did not reach its quorum.",
    )
    date = fields.Datetime(string="Starts at", required=True, tracking=True, index=True)
    date_end_planned = fields.Datetime(string="Planned end")
    place = fields.Char(tracking=True)
    mode = fields.Selection(
        [("onsite", "On site"), ("hybrid", "On site and remote"), ("remote", "Remote")],
        required=True,
        default="onsite",
        tracking=True,
    )
    statutes_id = fields.Many2one(
        "regie.statutes",
        string="Statutes that apply",
        compute="_compute_statutes_id",
        store=True,
        ondelete="restrict",
        help="Version in force on the day of the meeting.",
    )
    rule_id = fields.Many2one("regie.statutes.meeting.rule", string="Rule of the meeting", compute="_compute_rule_id")
    record_date = fields.Date(
        string="Roll closed on",
        compute="_compute_record_date",
        store=True,
        readonly=False,
        help="Day on which one must be up to date to vote.",
    )
    is_urgent = fields.Boolean(string="Emergency", help="The shorter notice of the statutes applies.")
    chair_id = fields.Many2one("res.partner", tracking=True, ondelete="restrict")
    secretary_id = fields.Many2one("res.partner", string="Secretary of the meeting", tracking=True, ondelete="restrict")
    teller_ids = fields.Many2many("res.partner", "regie_meeting_teller_rel", string="Tellers")
    attendance_ids = fields.One2many("regie.attendance", "meeting_id")
    proxy_ids = fields.One2many("regie.proxy", "meeting_id", string="Proxies")
    resolution_ids = fields.One2many("regie.resolution", "meeting_id", string="Agenda")
    user_id = fields.Many2one(
        "res.users", string="Prepared by", default=lambda self: self.env.user, domain="[('share', '=', False)]"
    )
    note = fields.Html(string="Introduction", help="Printed in the convocation and at the head of the minutes.")
    # Facts
    date_convoked = fields.Datetime(string="Convoked on", readonly=True, copy=False, tracking=True)
    date_opened = fields.Datetime(string="Opened at", readonly=True, copy=False, tracking=True)
    date_closed = fields.Datetime(string="Closed at", readonly=True, copy=False, tracking=True)
    date_no_quorum = fields.Datetime(string="No quorum noted at", readonly=True, copy=False, tracking=True)
    date_adjourned = fields.Datetime(string="Adjourned at", readonly=True, copy=False, tracking=True)
    date_cancelled = fields.Datetime(string="Cancelled on", readonly=True, copy=False, tracking=True)
    date_minutes = fields.Datetime(string="Minutes written on", readonly=True, copy=False, tracking=True)
    date_minutes_approved = fields.Datetime(string="Minutes approved on", readonly=True, copy=False, tracking=True)
    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("convoked", "Convoked"),
            ("open", "Under way"),
            ("closed", "Held"),
            ("minutes_draft", "Minutes to approve"),
            ("minutes_approved", "Minutes approved"),
            ("signed", "Signed"),
            ("no_quorum", "No quorum"),
            ("adjourned", "Adjourned"),
            ("cancelled", "Cancelled"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
        precompute=True,
        tracking=True,
        help="Read from the facts above, the last one first.",
    )

    _opened_before_closed = models.Constraint(
        "CHECK (date_closed >= date_opened)", "A meeting cannot close before it opens."
    )

    @api.depends("organ_id.name", "meeting_type", "date", "call_number")
    def _compute_name(self):
        kinds = dict(self._fields["meeting_type"]._description_selection(self.env))
        for meeting in self:
            day = fields.Datetime.context_timestamp(meeting, meeting.date).strftime("%d/%m/%Y") if meeting.date else ""
            kind = f" ({kinds[meeting.meeting_type].lower()})" if meeting.meeting_type == "extraordinary" else ""
            meeting.name = f"{meeting.organ_id.name or ''}{kind} {day}".strip()

    @api.depends("organ_id", "date")
    def _compute_statutes_id(self):
        for meeting in self:
            day = meeting._get_day()
            meeting.statutes_id = day and self.env["regie.statutes"]._get_in_force(
                meeting.company_id, day, raise_if_missing=False
            )

    @api.depends("statutes_id", "organ_id", "meeting_type")
    def _compute_rule_id(self):
        for meeting in self:
            meeting.rule_id = (
                meeting.statutes_id._get_meeting_rule(meeting.organ_id, meeting.meeting_type)
                if (meeting.statutes_id)
                else False
            )

    @api.depends("date", "rule_id")
    def _compute_record_date(self):
        for meeting in self:
            day = meeting._get_day()
            meeting.record_date = day and fields.Date.subtract(day, days=meeting.rule_id.record_days)

    @api.depends(
        *("date_convoked", "date_opened", "date_closed", "date_no_quorum", "date_adjourned", "date_cancelled"),
        *("date_minutes", "date_minutes_approved", "date_signed"),
    )
    def _compute_state(self):
        facts = (
            ("date_cancelled", "cancelled"),
            ("date_signed", "signed"),
            ("date_minutes_approved", "minutes_approved"),
            ("date_minutes", "minutes_draft"),
            ("date_closed", "closed"),
            ("date_adjourned", "adjourned"),
            ("date_no_quorum", "no_quorum"),
            ("date_opened", "open"),
            ("date_convoked", "convoked"),
        )
        for meeting in self:
            meeting.state = next((state for fact, state in facts if meeting[fact]), "draft")

    def _get_day(self):
        """Return the day of the meeting where the régie is, False without a date."""
        self.ensure_one()
        return self.date and fields.Datetime.context_timestamp(self, self.date).date()
