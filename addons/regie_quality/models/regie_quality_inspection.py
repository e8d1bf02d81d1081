from decimal import Decimal

from odoo import api, fields, models

from ..tools import score as scores

KINDS = [
    ("self", "Own check"),
    ("joint", "With the owner"),
    ("unannounced", "Unannounced"),
    ("reception", "Reception of works"),
    ("lifting", "Lifting of reserves"),
]
RESULTS = [("compliant", "Compliant"), ("to_improve", "To improve"), ("not_compliant", "Not compliant")]
STATES = [("draft", "Being made"), ("done", "Done"), ("signed", "Signed"), ("contested", "Contested")]
#: Kinds that the owner is shown: an own check stays in the régie unless it is shared.
SHOWN_KINDS = ("joint", "unannounced", "reception", "lifting")


class RegieQualityInspection(models.Model):
    """An inspection of a site: its criteria noted, its score, the owner's signature or its reason to contest.

    The criteria are copied from the grid when it is made. Signed, nothing of it changes any more.
    Domain: gup_services.md, 1.8.
    """

    _name = "regie.quality.inspection"
    _description = "Quality inspection"
    _inherit = ["portal.mixin", "mail.thread", "mail.activity.mixin", "regie.fact.defaults"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "site_id.complete_name"]
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char(string="Number", readonly=True, copy=False, default="/")
    site_id = fields.Many2one(
        "regie.site", required=True, index=True, ondelete="restrict", check_company=True, tracking=True
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True, precompute=True)
    owner_id = fields.Many2one(
        "res.partner",
        compute="_compute_owner_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        help="Owner of the site on the day of the inspection; it does not change with the site.",
    )
    grid_id = fields.Many2one("regie.quality.grid", required=True, index=True, ondelete="restrict", check_company=True)
    project_id = fields.Many2one(
        "project.project",
        string="Worksite",
        compute="_compute_project_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        domain="[('worksite_code', '!=', False)]",
        help="The worksite of the services of this site, when there is only one.",
    )
    lot_id = fields.Many2one(
        "regie.market.lot",
        string="Market lot",
        compute="_compute_lot_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True, tracking=True)
    kind = fields.Selection(KINDS, required=True, default="self", tracking=True)
    inspector_id = fields.Many2one(
        "res.users",
        required=True,
        default=lambda self: self.env.user,
        index=True,
        tracking=True,
        groups="regie_gup.group_gup_read",
        help="Never shown to the owner.",
    )
    contact_id = fields.Many2one(
        "res.partner", string="For the owner", help="Who came for the owner, or who receives the link to sign."
    )
    is_shared = fields.Boolean(
        string="Shown to the owner",
        compute="_compute_is_shared",
        store=True,
        readonly=False,
        precompute=True,
        help="Done, it is read, signed or contested by the owner in the portal.",
    )
    line_ids = fields.One2many("regie.quality.inspection.line", "inspection_id", string="Criteria")
    line_count = fields.Integer(string="To note", compute="_compute_score", store=True)
    noted_count = fields.Integer(string="Noted", compute="_compute_score", store=True)
    weight_total = fields.Integer(
        string="Weight of the inspection",
        compute="_compute_score",
        store=True,
        help="Sum of the weights of what was noted: what this inspection counts for in the score of a month.",
    )
    threshold = fields.Float(
        string="Compliant from",
        compute="_compute_threshold",
        store=True,
        precompute=True,
        digits=(5, 2),
        help="Threshold of the site, else of the lot, else of the régie, on the day of the inspection.",
    )
    threshold_low = fields.Float(
        string="To improve from", compute="_compute_threshold", store=True, precompute=True, digits=(5, 2)
    )
    score = fields.Float(compute="_compute_score", store=True, digits=(5, 2), aggregator="avg")
    result = fields.Selection(RESULTS, compute="_compute_score", store=True, tracking=True, index=True)
    comment = fields.Text(help="What to keep from the visit. Name nobody.")
    # Facts: written by the buttons, never by hand
    date_done = fields.Datetime(string="Done on", readonly=True, copy=False)
    date_signed = fields.Datetime(string="Signed on", readonly=True, copy=False)
    date_contested = fields.Datetime(string="Contested on", readonly=True, copy=False)
    signer_name = fields.Char(string="Signed by", readonly=True, copy=False)
    signature = fields.Image(readonly=True, copy=False, max_width=1024, max_height=1024)
    seal = fields.Char(readonly=True, copy=False, help="SHA-256 of what was signed.")
    contester_name = fields.Char(string="Contested by", readonly=True, copy=False)
    contest_reason = fields.Text(string="Reason to contest", readonly=True, copy=False)
    contest_answer = fields.Text(string="Answer of the régie", copy=False)
    state = fields.Selection(
        STATES, compute="_compute_state", store=True, precompute=True, index=True, tracking=True, readonly=True
    )
    action_ids = fields.One2many("regie.corrective.action", "inspection_id", string="Corrective actions")
    action_count = fields.Integer(string="Number of corrective actions", compute="_compute_action_count")
    open_action_count = fields.Integer(string="Still to correct", compute="_compute_action_count")

    _site_day = models.Index("(site_id, date)")

    @api.depends("site_id")
    def _compute_owner_id(self):
        for inspection in self:
            inspection.owner_id = inspection.site_id.owner_id

    @api.depends("site_id")
    def _compute_project_id(self):
        groups = self.env["regie.service"]._read_group(
            [("site_id", "in", self.site_id.ids)], ["site_id"], ["project_id:recordset"]
        )
        projects = {site: found for site, found in groups if len(found) == 1}
        for inspection in self:
            inspection.project_id = projects.get(inspection.site_id) or inspection.project_id

    @api.depends("project_id")
    def _compute_lot_id(self):
        for inspection in self:
            inspection.lot_id = inspection.project_id.market_lot_id or inspection.lot_id

    @api.depends("kind")
    def _compute_is_shared(self):
        for inspection in self:
            inspection.is_shared = inspection.kind in SHOWN_KINDS

    @api.depends("site_id", "lot_id", "date")
    def _compute_threshold(self):
        parameter = self.env["regie.parameter"]
        figures = {}
        for inspection in self:
            company, day = inspection.company_id or self.env.company, inspection.date
            if day and (company, day) not in figures:
                reader = parameter.with_company(company)
                figures[company, day] = [reader.get(f"quality_{name}", day) for name in ("threshold", "margin")]
            usual, margin = figures.get((company, day), (Decimal(0), Decimal(0)))
            own = inspection.site_id._get_quality_threshold() or inspection.lot_id.quality_threshold
            inspection.threshold = own or float(usual)
            inspection.threshold_low = max(0.0, inspection.threshold - float(margin))

    @api.depends("line_ids.note", "line_ids.weight", "line_ids.is_eliminatory", "threshold", "threshold_low")
    def _compute_score(self):
        for inspection in self:
            lines = inspection.line_ids
            notes = [(line.weight, line._get_points()) for line in lines]
            value = scores.score(notes)
            inspection.line_count = len(lines)
            inspection.noted_count = len(lines.filtered("note"))
            inspection.weight_total = sum(weight for weight, note in notes if note is not None)
            inspection.score = float(value or 0)
            inspection.result = value is not None and scores.result(
                value,
                Decimal(str(inspection.threshold)),
                Decimal(str(inspection.threshold_low)),
                any(line.is_eliminatory and line.note == "0" for line in lines),
            )

    @api.depends("date_done", "date_signed", "date_contested")
    def _compute_state(self):
        for inspection in self:
            if inspection.date_signed:
                inspection.state = "signed"
            elif inspection.date_contested:
                inspection.state = "contested"
            else:
                inspection.state = "done" if inspection.date_done else "draft"

    @api.depends("action_ids.state")
    def _compute_action_count(self):
        groups = self.env["regie.corrective.action"]._read_group(
            [("inspection_id", "in", self.ids)], ["inspection_id", "state"], ["__count"]
        )
        totals, still = {}, {}
        for inspection, state, count in groups:
            totals[inspection] = totals.get(inspection, 0) + count
            if state != "verified":
                still[inspection] = still.get(inspection, 0) + count
        for inspection in self:
            inspection.action_count = totals.get(inspection, 0)
            inspection.open_action_count = still.get(inspection, 0)

    @api.depends("name", "site_id")
    def _compute_display_name(self):
        for inspection in self:
            inspection.display_name = f"{inspection.name} · {inspection.site_id.name or ''}"

    def _compute_access_url(self):
        super()._compute_access_url()
        for inspection in self:
            inspection.access_url = f"/my/inspections/{inspection.id}"

    @api.model
    def _get_portal_domain(self, partner):
        """Which inspections a landlord reads in its portal: done, shared, of its sites or of its markets."""
        commercial = partner.commercial_partner_id
        return [
            ("state", "!=", "draft"),
            ("is_shared", "=", True),
            "|",
            ("owner_id.commercial_partner_id", "=", commercial.id),
            ("lot_id.buyer_id.commercial_partner_id", "=", commercial.id),
        ]

    def _get_file_name(self):
        """Name of the printed report, without its extension."""
        self.ensure_one()
        return f"{self.env._('Inspection')} {self.name} {self.site_id.code}".replace("/", "-")
