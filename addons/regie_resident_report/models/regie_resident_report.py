import secrets

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .regie_resident_report_category import ROUTINGS

#: Eight signs that nobody confuses when they are read aloud: without 0 and O, 1 and I
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 8
STATES = [
    ("new", "New"),
    ("qualified", "Read"),
    ("assigned", "Pass planned"),
    ("in_progress", "In progress"),
    ("transferred", "Passed on"),
    ("resolved", "Solved"),
    ("closed", "Closed"),
    ("rejected", "Not followed up"),
    ("duplicate", "Same as another"),
]
#: Columns of the kanban, even when they are empty
SHOWN_STATES = ("new", "qualified", "assigned", "in_progress", "transferred", "resolved")
CHANNELS = [
    ("qr", "Label on the wall"),
    ("portal", "Portal"),
    ("phone", "Phone"),
    ("desk", "Front desk"),
    ("agent", "Team on the spot"),
    ("landlord", "Landlord"),
    ("town", "Town"),
]


class RegieResidentReport(models.Model):
    """A problem that a resident, a team or a partner reports on a site, from its arrival to the answer given.

    Nobody has to say who they are. The state is read from the facts: passes, transfer, answer.
    Domain: gup_services.md, 1.9.
    """

    _name = "regie.resident.report"
    _description = "Report of a resident"
    _inherit = ["mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "is_urgent desc, date desc, id desc"
    _rec_name = "tracking_code"
    _rec_names_search = ["tracking_code", "site_id.complete_name"]
    _mail_post_access = "read"
    _check_company_auto = True

    tracking_code = fields.Char(
        string="Code",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._default_tracking_code(),
        help="By which whoever reported the problem follows it, without an account.",
    )
    channel = fields.Selection(CHANNELS, string="Came by", required=True, default="desk", tracking=True)
    category_id = fields.Many2one(
        "regie.resident.report.category",
        string="Kind",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        tracking=True,
    )
    pictogram = fields.Char(related="category_id.pictogram")
    site_id = fields.Many2one(
        "regie.site", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, precompute=True, index=True, string="Régie")
    owner_id = fields.Many2one(related="site_id.owner_id", store=True, precompute=True, index="btree_not_null")
    territory_id = fields.Many2one(related="site_id.territory_id", store=True, precompute=True, index="btree_not_null")
    place_note = fields.Char(string="Where exactly", help="Third floor, behind the bins…")
    description = fields.Text(help="In the words of whoever reported it. Never shown to others.")
    photo_ids = fields.One2many("regie.resident.report.photo", "report_id", string="Photos")
    photo_count = fields.Integer(string="Number of photos", compute="_compute_photo_count")
    is_urgent = fields.Boolean(
        string="Urgent",
        compute="_compute_from_category",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    date = fields.Datetime(string="Reported at", required=True, copy=False, default=fields.Datetime.now, index=True)
    user_id = fields.Many2one("res.users", string="Responsible", tracking=True, index="btree_not_null")
    routing = fields.Selection(
        ROUTINGS,
        string="Handled by",
        compute="_compute_from_category",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Recipient",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        index="btree_not_null",
        help="Who receives the report when the régie does not handle it: the owner of the site for a landlord.",
    )
    is_public = fields.Boolean(
        string="Shown to neighbours",
        help="The text for others and the photos that may be shown are seen by whoever scans the label of the site.",
    )
    summary_public = fields.Text(
        string="Text for others",
        help="The problem in words that name nobody: sent to the recipient, shown to neighbours if so decided.",
    )
    answer_public = fields.Text(
        string="Answer to the resident",
        copy=False,
        help="Read by whoever has the code, and sent to who left an address.",
    )
    intervention_ids = fields.One2many("regie.intervention", "report_id", string="Passes")
    intervention_count = fields.Integer(string="Number of passes", compute="_compute_intervention_count")
    map_url = fields.Char(related="site_id.map_url")
    # Facts: written by the buttons of the report, by its passes or by the resident, never by hand
    date_qualified = fields.Datetime(string="Read at", readonly=True, copy=False)
    date_transferred = fields.Datetime(string="Passed on at", readonly=True, copy=False, tracking=True)
    date_reminded = fields.Datetime(string="Last reminder", readonly=True, copy=False)
    reminder_count = fields.Integer(string="Reminders", readonly=True, copy=False)
    date_declared = fields.Datetime(string="Declared solved at", readonly=True, copy=False)
    date_resolved = fields.Datetime(
        string="Solved at",
        compute="_compute_date_resolved",
        store=True,
        help="Declared by the régie, or the end of the last pass made for it.",
    )
    date_closed = fields.Datetime(string="Closed at", readonly=True, copy=False, tracking=True)
    date_rejected = fields.Datetime(string="Not followed up since", readonly=True, copy=False, tracking=True)
    rejection_reason = fields.Text(string="Why it is not followed up", readonly=True, copy=False)
    date_reopened = fields.Datetime(string="Opened again at", readonly=True, copy=False, tracking=True)
    reopen_count = fields.Integer(string="Times opened again", readonly=True, copy=False)
    satisfaction = fields.Integer(
        string="Stars", readonly=True, copy=False, aggregator="avg", help="One to five, given by the resident."
    )
    resolution_days = fields.Float(
        string="Days to solve", compute="_compute_resolution_days", store=True, aggregator="avg", digits=(16, 1)
    )
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        group_expand="_read_group_state",
        help="Read from the facts: reading, passes, transfer, answer.",
    )

    _code_uniq = models.UniqueIndex("(tracking_code)", "Another report already bears this code.")
    _stars = models.Constraint("CHECK (satisfaction BETWEEN 1 AND 5)", "One to five stars.")
    _site_date = models.Index("(site_id, date)")

    @api.model
    def _default_tracking_code(self):
        return "".join(secrets.choice(ALPHABET) for _sign in range(CODE_LENGTH))

    @api.depends("photo_ids")
    def _compute_photo_count(self):
        for report in self:
            report.photo_count = len(report.photo_ids)

    @api.depends("category_id")
    def _compute_from_category(self):
        for report in self:
            report.is_urgent = report.category_id.is_urgent
            report.routing = report.category_id.routing

    @api.depends("routing", "site_id.owner_id")
    def _compute_partner_id(self):
        authority = self.env.ref("regie_base.partner_role_authority", raise_if_not_found=False)
        for report in self:
            owner = report.site_id.owner_id
            is_town = bool(authority) and authority in owner.regie_role_ids
            if report.routing == "landlord" or (report.routing == "town" and is_town):
                report.partner_id = owner
            else:
                # chosen, not guessed: what goes to another than the owner is not sent to the owner by mistake
                report.partner_id = report.partner_id != owner and report.routing != "regie" and report.partner_id

    @api.depends("intervention_ids")
    def _compute_intervention_count(self):
        # sudo: how many passes a report has names nobody
        groups = (
            self.env["regie.intervention"]
            .sudo()
            ._read_group([("report_id", "in", self.ids)], ["report_id"], ["__count"])
        )
        counts = {report.id: count for report, count in groups}
        for report in self:
            report.intervention_count = counts.get(report.id, 0)

    def _get_work(self):
        """Return the passes that count: neither cancelled nor missed, nor ended before the report was opened again."""
        self.ensure_one()
        return self.intervention_ids.filtered(
            lambda one: (
                not (one.date_cancelled or (one.date_missed and not one.date_done))
                and not (one.date_done and self.date_reopened and one.date_done <= self.date_reopened)
            )
        )

    @api.depends(
        "date_declared",
        "date_reopened",
        "intervention_ids.date_done",
        "intervention_ids.date_missed",
        "intervention_ids.date_cancelled",
    )
    def _compute_date_resolved(self):
        for report in self:
            ends = [one.date_done for one in report._get_work()]
            report.date_resolved = report.date_declared or (bool(ends) and all(ends) and max(ends))

    @api.depends("date", "date_resolved")
    def _compute_resolution_days(self):
        for report in self:
            spent = report.date_resolved and (report.date_resolved - report.date).total_seconds()
            report.resolution_days = max(spent or 0, 0) / 86400

    @api.depends(
        "duplicate_of_id",
        "date_rejected",
        "date_closed",
        "date_resolved",
        "date_transferred",
        "date_qualified",
        "intervention_ids.date_started",
    )
    def _compute_state(self):
        for report in self:
            report.state = report._get_state()

    @api.model
    def _read_group_state(self, states, domain):
        """Show the columns of what waits, even empty ones, and of the ended reports only if there are some."""
        return [state for state, _name in STATES if state in states or state in SHOWN_STATES]

    def _get_state(self):
        """Return the state that the facts say."""
        self.ensure_one()
        if self.duplicate_of_id:
            return "duplicate"
        for fact, state in (("date_rejected", "rejected"), ("date_closed", "closed"), ("date_resolved", "resolved")):
            if self[fact]:
                return state
        work = self._get_work()
        if work:
            return "in_progress" if any(work.mapped("date_started")) else "assigned"
        if self.date_transferred:
            return "transferred"
        return "qualified" if self.date_qualified else "new"

    @api.depends("tracking_code", "category_id", "site_id")
    def _compute_display_name(self):
        for report in self:
            report.display_name = (
                f"{report.category_id.name or ''} · {report.site_id.name or ''} ({report.tracking_code})"
            )

    @api.constrains("site_id", "category_id", "description", "photo_ids")
    def _check_says_something(self):
        """A report says or shows what is wrong. (E-REP-01)"""
        for report in self:
            if not (report.description or "").strip() and not report.photo_ids:
                raise ValidationError(self.env._("Describe the problem or add a photo. (E-REP-01)"))

    def _check_photo_count(self):
        limit = self.env["regie.resident.report.photo"]._get_limit("report_photo_count")
        for report in self:
            if len(report.photo_ids) > limit:
                raise ValidationError(
                    self.env._("A report holds %(limit)s photos at most: remove one. (E-REP-07)", limit=limit)
                )
