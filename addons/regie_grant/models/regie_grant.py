from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

FUNDER_TYPES = [
    ("state", "State"),
    ("region", "Region"),
    ("department", "Department"),
    ("epci", "EPCI"),
    ("commune", "Commune"),
    ("caf", "Social body (CAF)"),
    ("eu", "European Union"),
    ("asp", "ASP (aided jobs)"),
    ("epic", "Public establishment"),
    ("private", "Private funder"),
]
LEGAL_KINDS = [
    ("grant", "Grant (subvention)"),
    ("public_contribution", "Public contribution (concours public)"),
    ("financial_contribution", "Financial contribution of another body"),
    ("assigned_gift", "Assigned gift"),
    ("market", "Market"),
]
STATES = [
    ("draft", "In preparation"),
    ("requested", "Requested"),
    ("notified", "Notified"),
    ("running", "Running"),
    ("reported", "Reported"),
    ("closed", "Closed"),
    ("refused", "Refused"),
]
#: States in which the funder has said yes
GRANTED = ("notified", "running", "reported", "closed")
#: States in which nothing is written any more
SEALED = ("reported", "closed", "refused")
#: What the entries already say: frozen as soon as one of them is posted
BOOKED_FIELDS = frozenset(("funder_id", "legal_kind", "is_investment", "company_id", "analytic_account_id"))


class RegieGrant(models.Model):
    """Money that a third party gives to the régie, from the request to the report.

    Loi 2000-321, art. 9-1 defines the subvention; ANC 2018-06 says how it is entered; the legal kind decides which
    accounts it moves and whether what is not spent goes to dedicated funds.
    """

    _name = "regie.grant"
    _description = "Grant"
    _inherit = ["regie.grant.files", "mail.thread", "mail.activity.mixin", "regie.fact.guard"]
    _order = "period_start desc, number desc, id desc"
    _check_company_auto = True
    _rec_names_search = ["name", "number", "reference"]

    name = fields.Char(string="Subject", required=True, tracking=True)
    number = fields.Char(copy=False, index=True, help="Number in the régie: the next one when left empty.")
    reference = fields.Char(
        string="Reference of the funder", copy=False, help="Number of the convention or of the decision."
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", string="Régie", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    user_id = fields.Many2one(
        "res.users",
        string="Responsible",
        default=lambda self: self.env.user,
        tracking=True,
        domain="[('share', '=', False)]",
        help="Is reminded of the deadlines.",
    )
    funder_id = fields.Many2one("res.partner", required=True, ondelete="restrict", index=True, tracking=True)
    funder_type = fields.Selection(
        FUNDER_TYPES,
        required=True,
        tracking=True,
        help="Decides the row of the Cerfa table and the duties of the régie.",
    )
    legal_kind = fields.Selection(
        LEGAL_KINDS,
        string="Nature",
        required=True,
        default="grant",
        tracking=True,
        help="Decides the accounts, and whether what is not spent may go to dedicated funds.",
    )
    is_project_defined = fields.Boolean(
        string="Defined project",
        tracking=True,
        help="The funder gives for a defined project: what is not spent at closing goes to dedicated funds.",
    )
    is_investment = fields.Boolean(
        string="Investment grant", tracking=True, help="Pays for an asset: entered in 131, brought to income with it."
    )
    activity_id = fields.Many2one(
        "regie.activity",
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        tracking=True,
    )
    analytic_account_id = fields.Many2one(
        "account.analytic.account",
        string="Analytic account",
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        check_company=True,
        help="Created with the grant when left empty. What the grant pays for bears this account.",
    )
    amount = fields.Monetary(
        required=True, tracking=True, help="What is asked, then what the notification says, over the whole period."
    )
    amount_requested = fields.Monetary(string="Amount asked", readonly=True, copy=False)
    period_start = fields.Date(string="From", required=True, tracking=True)
    period_end = fields.Date(string="Until", required=True, tracking=True)
    notified_on = fields.Date(
        copy=False, tracking=True, help="Date of the act that awards the grant: the income is entered on that day."
    )
    notification_ids = fields.Many2many(
        "ir.attachment",
        "regie_grant_notification_rel",
        copy=False,
        help="Decision or signed convention.",
    )
    condition = fields.Selection(
        [("none", "None"), ("suspensive", "Suspensive"), ("resolutory", "Resolutory")],
        required=True,
        default="none",
        tracking=True,
        help="Suspensive: no income before it is met. Resolutory: income at once, its risk is looked at each year.",
    )
    condition_text = fields.Text(string="Text of the condition")
    condition_lifted_on = fields.Date(string="Condition met on", copy=False, tracking=True)
    has_repay_clause = fields.Boolean(
        string="Repayable if unused",
        tracking=True,
        help="The convention asks back what is not used: a debt at closing.",
    )
    counts_for_auditor = fields.Boolean(
        string="Counts for the auditor's threshold",
        compute="_compute_counts_for_auditor",
        store=True,
        readonly=False,
        precompute=True,
        help="Cash subsidies of authorities of more than 153 000 € a year ask for an auditor (C. com. L. 612-4).",
    )
    tranche_ids = fields.One2many("regie.grant.tranche", "grant_id", string="Tranches")
    fraction_ids = fields.One2many("regie.grant.fraction", "grant_id", string="Fractions by exercise")
    reporting_deadline = fields.Date(
        compute="_compute_reporting_deadline",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Last day to hand in the financial report: six months after the end of the exercise, unless told.",
    )
    cer_signed_on = fields.Date(
        string="Republican commitment signed on",
        copy=False,
        tracking=True,
        help="Contrat d'engagement républicain, asked for every subvention of an authority (loi 2000-321, art. 10-1).",
    )
    cer_attachment_ids = fields.Many2many(
        "ir.attachment", "regie_grant_cer_rel", string="Signed commitment", copy=False
    )
    is_cer_required = fields.Boolean(compute="_compute_is_cer_required")
    document_ids = fields.One2many("regie.grant.document", "grant_id", string="Documents")
    previous_id = fields.Many2one(
        "regie.grant",
        string="Renews",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    next_ids = fields.One2many("regie.grant", "previous_id", string="Renewals")
    note = fields.Text()
    # Facts, written by the buttons
    requested_on = fields.Date(string="Asked on", readonly=True, copy=False, tracking=True)
    reported_on = fields.Date(string="Report handed in on", readonly=True, copy=False, tracking=True)
    closed_on = fields.Date(readonly=True, copy=False, tracking=True)
    refused_on = fields.Date(readonly=True, copy=False, tracking=True)
    state = fields.Selection(
        STATES, required=True, default="draft", readonly=True, copy=False, index=True, tracking=True, group_expand=True
    )
    is_waiting = fields.Boolean(
        string="Condition waits", compute="_compute_is_acquired", store=True, help="A suspensive condition is not met."
    )
    is_acquired = fields.Boolean(
        compute="_compute_is_acquired",
        store=True,
        help="Notified, and no suspensive condition waits.",
    )

    _amount_positive = models.Constraint("CHECK (amount > 0)", "The amount of a grant is above zero. (FIN-010)")
    _period_ordered = models.Constraint(
        "CHECK (period_end >= period_start)", "The period of a grant ends after it starts. (FIN-014)"
    )
    _number_uniq = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "Another grant already has this number."
    )
    _account_uniq = models.UniqueIndex(
        "(analytic_account_id) WHERE analytic_account_id IS NOT NULL", "This account already serves another grant."
    )

    @api.depends("number", "name")
    def _compute_display_name(self):
        for grant in self:
            grant.display_name = f"[{grant.number}] {grant.name}" if grant.number else grant.name

    @api.depends("legal_kind", "funder_type")
    def _compute_counts_for_auditor(self):
        """Facultative money of an authority counts; a public contribution does not (domain 4.4)."""
        for grant in self:
            grant.counts_for_auditor = grant.legal_kind == "grant" and grant.funder_type not in ("private", "eu")

    @api.depends("legal_kind", "funder_type")
    def _compute_is_cer_required(self):
        """The commitment is asked by authorities for a subvention: not by private funders nor by the Union."""
        for grant in self:
            grant.is_cer_required = grant.legal_kind == "grant" and grant.funder_type not in ("private", "eu")

    @api.depends("state", "condition", "condition_lifted_on")
    def _compute_is_acquired(self):
        for grant in self:
            grant.is_waiting = grant.condition == "suspensive" and not grant.condition_lifted_on
            grant.is_acquired = grant.state in GRANTED and not grant.is_waiting

    @api.depends("period_end", "company_id")
    def _compute_reporting_deadline(self):
        """Some months (parameter) after the end of the exercise that holds the last day of the period."""
        parameter = self.env["regie.parameter"]
        dated = self.filtered("period_end")
        (self - dated).reporting_deadline = False
        # sudo: the dates of the years of the régie, whoever prepares a grant
        exercises = self.env["regie.exercise"].sudo().search([("company_id", "in", dated.company_id.ids)])
        months = {}
        for grant in dated:
            exercise = exercises.filtered(
                lambda year, grant=grant: (
                    year.company_id == grant.company_id and year.date_from <= grant.period_end <= year.date_to
                )
            )
            key = grant.company_id, exercise.date_to or grant.period_end
            if key not in months:
                months[key] = int(parameter.with_company(key[0]).get("GRANT_REPORT_MONTHS", key[1]))
            grant.reporting_deadline = key[1] + relativedelta(months=months[key])

    @api.constrains("amount", "tranche_ids", "fraction_ids")
    def _check_parts(self):
        """Tranches and fractions are the whole grant, to the cent. (FIN-010, FIN-015)"""
        for grant in self:
            for field in ("tranche_ids", "fraction_ids"):
                total = sum(grant[field].mapped("amount"))
                if grant[field] and grant.currency_id.compare_amounts(total, grant.amount):
                    raise ValidationError(grant._get_parts_message(field, total))

    def _get_parts_message(self, field, total):
        """Sentence that says by how much the parts are not the grant."""
        self.ensure_one()
        amounts = {
            "grant": self.display_name,
            "amount": formatLang(self.env, self.amount, currency_obj=self.currency_id),
            "total": formatLang(self.env, total, currency_obj=self.currency_id),
        }
        if field == "tranche_ids":
            return self.env._(
                "“%(grant)s”: tranches of %(total)s for a grant of %(amount)s. Correct one or the other. (FIN-010)",
                **amounts,
            )
        return self.env._(
            "“%(grant)s”: fractions of %(total)s for a grant of %(amount)s. Spread it again. (FIN-015)", **amounts
        )

    @api.model_create_multi
    def create(self, vals_list):
        """Give each grant its number and its account in the plan of funding, all created at once."""
        vals_list = [dict(vals) for vals in vals_list]
        plan = self.env.ref("regie_finance.analytic_plan_funding")
        for vals in vals_list:
            company = vals.get("company_id") or self.env.company.id
            if not vals.get("number"):
                vals["number"] = self.env["ir.sequence"].with_company(company).next_by_code("regie.grant")
        missing = [vals for vals in vals_list if not vals.get("analytic_account_id")]
        accounts = self.env["account.analytic.account"].create(
            [self._prepare_analytic_account_vals(vals, plan) for vals in missing]
        )
        for vals, account in zip(missing, accounts, strict=True):
            vals["analytic_account_id"] = account.id
        saving = super(RegieGrant, self.with_context(regie_grant_saving=True))
        grants = saving.create(vals_list).with_env(self.env)
        grants._add_documents()
        return grants

    def write(self, vals):
        """Change grants that are not reported yet, and whose entries do not already say the contrary.

        :raise UserError: FIN-018 once an entry is posted, FIN-019 once the grant is reported, closed or refused
        """
        if not self.env.su:
            touched = {name for name in vals if not name.startswith(("message_", "activity_ids", "website_message"))}
            self._check_open(touched - {"active", "user_id", "note"})
            self._check_not_booked(touched & BOOKED_FIELDS)
        result = super(RegieGrant, self.with_context(regie_grant_saving=True)).write(vals)
        if "name" in vals:
            self.analytic_account_id.write({"name": vals["name"]})
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_requested(self):
        if kept := self.filtered(lambda grant: grant.state != "draft")[:1]:
            raise UserError(
                self.env._("“%s” was sent to the funder: archive it, it is not deleted. (FIN-019)", kept.display_name)
            )

    @api.model
    def _prepare_analytic_account_vals(self, vals, plan):
        return {
            "name": vals.get("name"),
            "code": vals.get("number"),
            "plan_id": plan.id,
            "partner_id": vals.get("funder_id"),
            "company_id": vals.get("company_id") or self.env.company.id,
        }

    def _check_open(self, touched=True):
        """Refuse to touch a grant that is reported, closed or refused. (FIN-019)"""
        if touched and (sealed := self.filtered(lambda grant: grant.state in SEALED)[:1]):
            raise UserError(
                self.env._(
                    "“%(grant)s” is %(state)s: it does not change any more. Reopen it first. (FIN-019)",
                    grant=sealed.display_name,
                    state=dict(sealed._fields["state"]._description_selection(self.env))[sealed.state],
                )
            )

    def _check_not_booked(self, touched):
        """Refuse to change what posted entries already say. (FIN-018)"""
        # sudo: whether there are entries, for who reads no entry
        if touched and (booked := self.filtered(lambda grant: "posted" in grant.sudo().award_move_ids.mapped("state"))):
            raise UserError(
                self.env._(
                    "“%s”: its income is entered. Reverse the entry before you change the funder, the nature or the"
                    " analytic account. (FIN-018)",
                    booked[0].display_name,
                )
            )
