from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import contract

KINDS = [
    ("ACI", "Atelier et chantier d'insertion"),
    ("EI", "Entreprise d'insertion"),
    ("AI", "Association intermédiaire"),
    ("ETTI", "Entreprise de travail temporaire d'insertion"),
    ("EITI", "Entreprise d'insertion par le travail indépendant"),
]
MEASURES = [
    ("ACI_DC", "ACI_DC"),
    ("ACI_MP", "ACI_MP (prison)"),
    ("EI_DC", "EI_DC"),
    ("EI_MP", "EI_MP (prison)"),
    ("AI_DC", "AI_DC"),
    ("ETTI_DC", "ETTI_DC"),
    ("EITI_DC", "EITI_DC"),
]
# Grid of amounts of the aide au poste → code of the dated parameter that holds it.
GRIDS = {"national": "aide_socle", "mayotte": "aide_socle_mayotte"}


class RegieIaeAgreement(models.Model):
    """Insertion agreement (*convention IAE*) signed by the préfet for one kind of structure.

    One association may hold several at the same time (an ACI and an EI): the kind belongs to the agreement,
    never to the company. Code du travail R5132-3, R5132-10-8 and R5132-29: three years at most, renewable.
    """

    _name = "regie.iae.agreement"
    _description = "Insertion agreement"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, number"
    _rec_name = "number"
    _rec_names_search = ["number", "kind"]
    _check_company_auto = True

    number = fields.Char(required=True, tracking=True, help="Number written on the agreement signed by the préfet.")
    kind = fields.Selection(
        KINDS,
        required=True,
        default="ACI",
        tracking=True,
        help="Kind of structure. It chooses the hours of a full-time year and the amount of the aid.",
    )
    measure = fields.Selection(
        MEASURES,
        string="ASP measure",
        compute="_compute_measure",
        store=True,
        readonly=False,
        precompute=True,
        tracking=True,
        help="Code of the measure at the ASP. It follows the kind; in prison (MP) the modulation is lower.",
    )
    grid = fields.Selection(
        [("national", "National"), ("mayotte", "Mayotte")],
        string="Grid of amounts",
        required=True,
        default="national",
        help="Which order gives the amount of one full-time post: Mayotte has its own, lower.",
    )
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one(
        "res.partner", string="DDETS", help="State service that follows the agreement.", check_company=True
    )
    date_signature = fields.Date(tracking=True)
    date_start = fields.Date(required=True, tracking=True)
    date_end = fields.Date(required=True, tracking=True, help="Last day of the agreement: three years at most.")
    state = fields.Selection(
        [("future", "Coming"), ("running", "In force"), ("expired", "Ended")],
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates of the agreement on the current day.",
    )
    annex_status = fields.Selection(
        [("active", "Active"), ("grace", "Grace period"), ("inactive", "Inactive")],
        string="Activity",
        compute="_compute_annex_status",
        search="_search_annex_status",
        help="Active when a valid or provisional annex runs today; then in a grace period of some days (dated "
        "parameter) after the last one ended or was deactivated.",
    )
    date_grace_end = fields.Date(string="Grace until", compute="_compute_annex_status")
    annex_ids = fields.One2many("regie.iae.annex", "agreement_id", string="Financial annexes")
    annex_count = fields.Integer(compute="_compute_annex_count")
    employee_count = fields.Integer(compute="_compute_employee_count", groups="hr.group_hr_user")
    note = fields.Html()

    _number_uniq = models.Constraint(
        "UNIQUE (company_id, number)", "This agreement is already recorded: open the one with the same number."
    )
    _dates_check = models.Constraint(
        "CHECK (date_end >= date_start)", "An agreement cannot end before it starts: correct its dates."
    )

    @api.depends("number", "kind")
    def _compute_display_name(self):
        for agreement in self:
            agreement.display_name = f"{agreement.kind} {agreement.number or ''}".strip()

    @api.depends("date_start", "date_end")
    @api.depends_context("tz")
    def _compute_state(self):
        today = fields.Date.context_today(self)
        for agreement in self:
            if not agreement.date_start or not agreement.date_end:
                agreement.state = False
            elif agreement.date_end < today:
                agreement.state = "expired"
            else:
                agreement.state = "future" if agreement.date_start > today else "running"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = fields.Date.context_today(self)
        domains = {
            "expired": Domain("date_end", "<", today),
            "future": Domain("date_start", ">", today),
            "running": Domain("date_start", "<=", today) & Domain("date_end", ">=", today),
        }
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.depends("kind")
    def _compute_measure(self):
        for agreement in self:
            if not (agreement.measure or "").startswith(f"{agreement.kind}_"):
                agreement.measure = f"{agreement.kind}_DC" if agreement.kind else False

    @api.depends("annex_ids.state", "annex_ids.date_start", "annex_ids.date_end", "annex_ids.deactivated_on")
    @api.depends_context("tz")
    def _compute_annex_status(self):
        today = fields.Date.context_today(self)
        # with a draft agreement of the form, the annexes are those on the screen
        for agreement in self:
            last_days = [day for annex in agreement.annex_ids if (day := annex._get_last_active_day(today))]
            agreement.date_grace_end = False
            if not last_days:
                agreement.annex_status = "inactive"
            elif (last_day := max(last_days)) >= today:
                agreement.annex_status = "active"
            else:
                days = int(agreement._get_parameter("convention_delai_grace_jours", last_day))
                agreement.date_grace_end = last_day + relativedelta(days=days)
                agreement.annex_status = "grace" if agreement.date_grace_end >= today else "inactive"

    @api.model
    def _search_annex_status(self, operator, value):
        if operator != "in":
            return NotImplemented
        agreements = self.with_context(active_test=False).search([])
        return Domain("id", "in", agreements.filtered(lambda agreement: agreement.annex_status in value).ids)

    @api.depends("annex_ids")
    def _compute_annex_count(self):
        counts = dict(
            self.env["regie.iae.annex"]._read_group([("agreement_id", "in", self.ids)], ["agreement_id"], ["__count"])
        )
        for agreement in self:
            agreement.annex_count = counts.get(agreement._origin, 0)

    def _compute_employee_count(self):
        counts = dict(
            self.env["hr.employee"]._read_group([("agreement_id", "in", self.ids)], ["agreement_id"], ["__count"])
        )
        for agreement in self:
            agreement.employee_count = counts.get(agreement._origin, 0)

    @api.constrains("measure", "kind")
    def _check_measure(self):
        for agreement in self.filtered("measure"):
            if agreement.measure.split("_")[0] != agreement.kind:
                raise ValidationError(
                    self.env._(
                        "The measure %(measure)s is not one of the kind %(kind)s. (INS-A08)",
                        measure=agreement.measure,
                        kind=agreement.kind,
                    )
                )

    @api.constrains("date_start", "date_end")
    def _check_annexes_inside(self):
        self.annex_ids._check_inside_agreement()

    @api.constrains("date_start", "date_end", "company_id")
    def _check_duration(self):
        for agreement in self:
            years = agreement._get_parameter("convention_duree_max_annees", agreement.date_start)
            if agreement.date_end > contract.last_day(agreement.date_start, int(years * 12)):
                raise ValidationError(
                    self.env._("An agreement cannot exceed %(years)s years. (INS-A06)", years=int(years))
                )

    def action_open_employees(self):
        """Employees whose current contract is attached to this agreement."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.hr_employee_action")
        return {**action, "domain": [("agreement_id", "=", self.id)], "context": {"default_agreement_id": self.id}}

    def action_open_annexes(self):
        """Financial annexes of this agreement."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.regie_iae_annex_action")
        return {
            **action,
            "domain": [("agreement_id", "=", self.id)],
            "context": {"default_agreement_id": self.id},
        }

    def _get_parameter(self, code, day, kind=None):
        """Value of a dated parameter for the kind and the company of the agreement; UserError (INS-P01) when none."""
        self.ensure_one()
        return self.env["regie.parameter"].with_company(self.company_id).get(code, day, kind=kind or self.kind)

    def _get_amount_code(self):
        """Code of the parameter that gives the amount of one full-time post: that of the grid of the agreement."""
        self.ensure_one()
        return GRIDS[self.grid or "national"]

    @api.onchange("date_start")
    def _onchange_date_start(self):
        if self.date_start and not self.date_end:
            self.date_end = self.date_start + relativedelta(years=3, days=-1)
