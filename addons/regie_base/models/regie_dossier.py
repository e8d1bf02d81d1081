from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

# Written by the freeze, the sharing and the closing, by nothing else.
FACT_FIELDS = {
    "state",
    "date_frozen",
    "frozen_by_id",
    "chain_number",
    "previous_id",
    "previous_seal",
    "seal",
    "payload",
    "date_shared",
    "shared_by_id",
    "date_reviewed",
    "reviewed_by_id",
    "date_closed",
    "closed_by_id",
    "review_seal",
    "review_payload",
    "pdf_file",
    "xlsx_file",
}
# What the seal covers on the dossier itself: out of reach once frozen.
SEALED_FIELDS = {
    "name",
    "template_id",
    "company_id",
    "date_from",
    "date_to",
    "partner_id",
    "territory_id",
    "activity_id",
    "entry_ids",
}


class RegieDossier(models.Model):
    """What the régie hands to somebody who judges it: figures, texts and evidence by criterion, frozen and sealed once,
    then read, rated and discussed. A later change in the data shows as a difference, never as a silent edit."""

    _name = "regie.dossier"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Dossier"
    _order = "date_to desc, id desc"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    template_id = fields.Many2one(
        "regie.dossier.template",
        required=True,
        index=True,
        ondelete="restrict",
        tracking=True,
        help="Gives the criteria. Changing it in a draft keeps what is written on the criteria of the same code.",
    )
    kind = fields.Selection(related="template_id.kind", store=True, precompute=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, index=True, default=lambda self: self.env.company
    )
    date_from = fields.Date(string="From", required=True, tracking=True)
    date_to = fields.Date(string="To", required=True, tracking=True)
    partner_id = fields.Many2one(
        "res.partner", string="About", index="btree_not_null", help="Limits the figures to one landlord or customer."
    )
    territory_id = fields.Many2one(
        "regie.territory", index="btree_not_null", help="Limits the figures to one territory."
    )
    activity_id = fields.Many2one("regie.activity", index="btree_not_null", help="Limits the figures to one activity.")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Receives the questions and the ratings of the recipients.",
    )
    entry_ids = fields.One2many("regie.dossier.entry", "dossier_id", string="Criteria", copy=True)
    recipient_ids = fields.One2many("regie.dossier.recipient", "dossier_id", string="Recipients")
    access_ids = fields.One2many("regie.dossier.access", "dossier_id", string="Readings")
    date_expiry = fields.Date(
        string="Access until",
        copy=False,
        tracking=True,
        help="Last day on which the recipients open the dossier; the day after, it is not found.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("frozen", "Frozen"),
            ("shared", "Shared"),
            ("reviewed", "Reviewed"),
            ("closed", "Closed"),
        ],
        compute="_compute_state",
        store=True,
        precompute=True,
        tracking=True,
        index=True,
        help="Follows from the facts: frozen when sealed, shared when handed to its recipients, reviewed when a"
        " recipient says so, closed when the ratings and the questions are sealed too.",
    )
    date_frozen = fields.Datetime(string="Frozen on", readonly=True, copy=False)
    frozen_by_id = fields.Many2one("res.users", string="Frozen by", readonly=True, copy=False, ondelete="restrict")
    chain_number = fields.Integer(
        string="Number in the chain", readonly=True, copy=False, help="Rank among the frozen dossiers of the template."
    )
    previous_id = fields.Many2one(
        "regie.dossier",
        string="Previous dossier",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    previous_seal = fields.Char(readonly=True, copy=False)
    seal = fields.Char(
        readonly=True,
        copy=False,
        help="SHA-256 of all that was frozen. Keep it elsewhere: it proves what was handed over.",
    )
    payload = fields.Binary(string="Sealed text", attachment=True, readonly=True, copy=False)
    date_shared = fields.Datetime(string="Shared on", readonly=True, copy=False)
    shared_by_id = fields.Many2one("res.users", string="Shared by", readonly=True, copy=False, ondelete="restrict")
    date_reviewed = fields.Datetime(string="Reviewed on", readonly=True, copy=False)
    reviewed_by_id = fields.Many2one(
        "res.partner", string="Reviewed by", readonly=True, copy=False, ondelete="restrict"
    )
    date_closed = fields.Datetime(string="Closed on", readonly=True, copy=False)
    closed_by_id = fields.Many2one("res.users", string="Closed by", readonly=True, copy=False, ondelete="restrict")
    review_seal = fields.Char(string="Seal of the review", readonly=True, copy=False)
    review_payload = fields.Binary(string="Sealed review", attachment=True, readonly=True, copy=False)
    pdf_file = fields.Binary(string="PDF", attachment=True, readonly=True, copy=False)
    xlsx_file = fields.Binary(string="Spreadsheet", attachment=True, readonly=True, copy=False)
    entry_count = fields.Integer(string="Number of criteria", compute="_compute_entry_counts")
    missing_count = fields.Integer(
        string="Incomplete criteria", compute="_compute_entry_counts", search="_search_missing_count"
    )
    question_count = fields.Integer(string="Number of questions", compute="_compute_question_counts")
    open_question_count = fields.Integer(
        string="Questions to answer", compute="_compute_question_counts", search="_search_open_question_count"
    )
    access_count = fields.Integer(string="Number of readings", compute="_compute_access_count")

    _chain_uniq = models.UniqueIndex(
        "(template_id, company_id, chain_number) WHERE date_frozen IS NOT NULL",
        "Another dossier of this template was frozen at the same moment: freeze this one again.",
    )
    _check_dates = models.Constraint(
        "CHECK (date_from <= date_to)", "The period of the dossier ends before it starts: mend one of the two dates."
    )

    @api.depends("date_frozen", "date_shared", "date_reviewed", "date_closed")
    def _compute_state(self):
        for dossier in self:
            if dossier.date_closed:
                dossier.state = "closed"
            elif dossier.date_reviewed:
                dossier.state = "reviewed"
            elif dossier.date_shared:
                dossier.state = "shared"
            else:
                dossier.state = "frozen" if dossier.date_frozen else "draft"

    @api.depends("entry_ids.missing_count")
    def _compute_entry_counts(self):
        for dossier in self:
            dossier.entry_count = len(dossier.entry_ids)
            dossier.missing_count = len(dossier.entry_ids.filtered("missing_count"))

    def _search_missing_count(self, operator, value):
        if (operator, value) not in ((">", 0), ("=", 0)):
            raise UserError(self.env._("Search for dossiers with or without incomplete criteria. (LAB-007)"))
        return [("entry_ids", "any" if operator == ">" else "not any", [("missing_count", ">", 0)])]

    def _compute_question_counts(self):
        groups = self.env["regie.dossier.question"]._read_group(
            [("dossier_id", "in", self.ids)], ["dossier_id", "state"], ["__count"]
        )
        counts = {(dossier.id, state): count for dossier, state, count in groups}
        for dossier in self:
            dossier.open_question_count = counts.get((dossier.id, "open"), 0)
            dossier.question_count = dossier.open_question_count + counts.get((dossier.id, "answered"), 0)

    def _search_open_question_count(self, operator, value):
        if (operator, value) not in ((">", 0), ("=", 0)):
            raise UserError(self.env._("Search for dossiers with or without open questions. (LAB-007)"))
        asked = self.env["regie.dossier.question"]._search([("state", "=", "open")])
        return [("entry_ids.question_ids", "in" if operator == ">" else "not in", asked)]

    def _compute_access_count(self):
        groups = self.env["regie.dossier.access"]._read_group(
            [("dossier_id", "in", self.ids)], ["dossier_id"], ["__count"]
        )
        counts = {dossier.id: count for dossier, count in groups}
        for dossier in self:
            dossier.access_count = counts.get(dossier.id, 0)

    @api.constrains("date_expiry", "date_shared")
    def _check_date_expiry(self):
        for dossier in self:
            if dossier.date_shared and not dossier.date_expiry:
                raise ValidationError(
                    self.env._("%(dossier)s is shared: say until when it is open. (LAB-008)", dossier=dossier.name)
                )

    @api.onchange("template_id", "date_to")
    def _onchange_template_id(self):
        if self.template_id and self.date_to and not self.name:
            self.name = f"{self.template_id.name} {self.date_to.year}"

    @api.model_create_multi
    def create(self, vals_list):
        """Create drafts, each with one entry per criterion of its template; a fact is never created by hand."""
        facts = {f"default_{name}" for name in FACT_FIELDS}
        context = {key: value for key, value in self.env.context.items() if key not in facts}
        for vals in vals_list:
            self._check_no_fact(vals)
        dossiers = super(RegieDossier, self.with_context(context)).create(vals_list)  # pylint: disable=context-overridden
        dossiers._sync_entries()
        return dossiers

    def write(self, vals):
        """Refuse what the seal covers once frozen (LAB-002), and the facts that only the buttons write (LAB-009)."""
        self._check_no_fact(vals)
        if SEALED_FIELDS & vals.keys():
            self._check_not_frozen()
        result = super().write(vals)
        if "template_id" in vals:
            self._sync_entries()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_frozen(self):
        self._check_not_frozen()

    def action_view_entries(self):
        """Open the criteria of this dossier, the incomplete ones first."""
        return self._get_part_action("regie_dossier_entry_action")

    def action_view_questions(self):
        """Open the questions asked on this dossier."""
        return self._get_part_action("regie_dossier_question_action")

    def action_view_accesses(self):
        """Open the record of who read this dossier."""
        return self._get_part_action("regie_dossier_access_action")

    def action_preview(self):
        """Open the dossier as its recipients see it; not counted as a reading."""
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/my/dossiers/{self.id}", "target": "self"}

    def _get_part_action(self, name):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"regie_base.{name}")
        action["domain"] = [("dossier_id", "=", self.id)]
        action["context"] = {"create": False}
        return action

    def _check_no_fact(self, vals):
        facts = FACT_FIELDS & vals.keys()
        if any(vals[name] for name in facts):
            raise UserError(
                self.env._("Freezing, sharing and closing a dossier are done with their buttons. (LAB-009)")
            )
        if facts and self.filtered("date_frozen"):
            self._check_not_frozen()

    def _check_not_frozen(self):
        """Raise when one of the dossiers is frozen. (LAB-002)"""
        frozen = self.filtered("date_frozen")[:1]
        if frozen:
            date = fields.Datetime.context_timestamp(frozen, frozen.date_frozen).date()
            raise UserError(
                self.env._(
                    "%(dossier)s was frozen on %(date)s and can no longer be changed: duplicate it to prepare a new"
                    " version. (LAB-002)",
                    dossier=frozen.name,
                    date=date.strftime("%d/%m/%Y"),
                )
            )

    def _check_manager(self):
        """Raise when the user may not freeze, share or close. Those acts bind the régie."""
        if not self.env.su and not self.env.user.has_group("regie_base.group_regie_manager"):
            raise AccessError(
                self.env._("Freezing, sharing and closing a dossier are for the director: ask for it. (LAB-010)")
            )

    def _write_fact(self, vals):
        """Write a fact, past the guard of `write`: for the methods that establish facts."""
        return super().write(vals)
