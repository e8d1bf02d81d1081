from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.hr_version import FORMS, IAE_FORMS

PERSON_FIELDS = (
    "name",
    "birthday",
    "sex",
    "registration_number",
    "ssnid",
    "private_street",
    "private_zip",
    "private_city",
    "private_phone",
    "private_email",
    "territory_id",
)
CONTRACT_FIELDS = (
    "iae_form",
    "contract_date_start",
    "contract_date_end",
    "weekly_hours",
    "agreement_id",
    "department_id",
    "project_id",
    "rome_code",
    "job_title",
    "trial_date_end",
    "signed_on",
    "short_contract_reason",
)


class RegieInsertionHire(models.TransientModel):
    """Hire of a person in five minutes: person, contract, PASS IAE, team, badge and access on one page."""

    _name = "regie.insertion.hire"
    _description = "Hire"

    company_id = fields.Many2one("res.company", required=True, default=lambda self: self.env.company)
    employee_id = fields.Many2one(
        "hr.employee",
        string="Already known",
        domain="[('company_id', '=', company_id)]",
        context={"active_test": False},
        help="A candidate, or somebody who comes back: nothing is typed again.",
    )
    duplicate_ids = fields.Many2many("hr.employee", string="Look alike", compute="_compute_duplicate_ids")
    # -- 1. person
    name = fields.Char(string="First name and name", compute="_compute_person", store=True, readonly=False)
    birthday = fields.Date(string="Born on", compute="_compute_person", store=True, readonly=False)
    sex = fields.Selection(
        [("female", "Woman"), ("male", "Man")], string="Civility", compute="_compute_person", store=True, readonly=False
    )
    registration_number = fields.Char(
        string="Matricule", compute="_compute_person", store=True, readonly=False, help="Proposed: the next one."
    )
    ssnid = fields.Char(string="NIR", compute="_compute_person", store=True, readonly=False)
    private_street = fields.Char(string="Street", compute="_compute_person", store=True, readonly=False)
    private_zip = fields.Char(string="Postal code", compute="_compute_person", store=True, readonly=False)
    private_city = fields.Char(string="Town", compute="_compute_person", store=True, readonly=False)
    private_phone = fields.Char(string="Phone", compute="_compute_person", store=True, readonly=False)
    private_email = fields.Char(string="E-mail", compute="_compute_person", store=True, readonly=False)
    territory_id = fields.Many2one(
        "regie.territory", string="Territory of residence", compute="_compute_person", store=True, readonly=False
    )
    # -- 2. contract
    iae_form = fields.Selection(FORMS, string="Form of contract", required=True, default="cddi")
    contract_date_start = fields.Date(string="First day", required=True, default=fields.Date.context_today)
    contract_date_end = fields.Date(
        string="Last day", compute="_compute_contract_date_end", store=True, readonly=False, help="Empty: no end."
    )
    trial_date_end = fields.Date(
        string="End of the trial period", compute="_compute_trial_date_end", store=True, readonly=False
    )
    weekly_hours = fields.Float(digits=(5, 2), default=26)
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_agreement_id",
        store=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
    )
    rome_code = fields.Char(string="ROME code")
    job_title = fields.Char(string="Job", compute="_compute_person", store=True, readonly=False)
    wage = fields.Monetary(string="Gross monthly wage", groups="hr.group_hr_manager")
    currency_id = fields.Many2one(related="company_id.currency_id")
    signed_on = fields.Date(help="Empty: the contract is still to be signed.")
    short_contract_reason = fields.Selection(
        [("legal", "Exception of the law")], string="Shorter than the minimum", help="Adjusted sentence."
    )
    # -- 3. PASS and pathway
    is_insertion = fields.Boolean(compute="_compute_is_insertion")
    pass_id = fields.Many2one("regie.iae.pass", string="PASS under way", compute="_compute_pass_id")
    pass_number = fields.Char(string="Number of the PASS", help="Empty: it is asked for, the pathway waits for it.")
    pass_start = fields.Date(string="First day of the PASS", compute="_compute_pass_start", store=True, readonly=False)
    social_worker_id = fields.Many2one(
        "res.users",
        string="Social adviser (CIP)",
        compute="_compute_social_worker_id",
        store=True,
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    # -- 4. team, badge, access
    department_id = fields.Many2one(
        "hr.department",
        string="Team",
        compute="_compute_person",
        store=True,
        readonly=False,
        domain="[('company_id', 'in', [company_id, False])]",
    )
    project_id = fields.Many2one(
        "project.project",
        string="Main worksite",
        domain="[('worksite_code', '!=', False), ('company_id', 'in', [company_id, False])]",
    )
    is_badge = fields.Boolean(string="Badge", default=True, help="A number is drawn; the badge is in the Print menu.")
    access = fields.Selection(
        [("none", "No access"), ("employee", "Own page and own hours"), ("team_leader", "Team leader")],
        required=True,
        default="none",
    )
    login = fields.Char(compute="_compute_login", store=True, readonly=False, help="Usually the e-mail address.")

    @api.depends("employee_id")
    def _compute_person(self):
        for hire in self:
            known = hire.employee_id
            for name in (*PERSON_FIELDS, "department_id", "job_title"):
                hire[name] = known[name] if known else hire[name]
            if not hire.registration_number:
                hire.registration_number = self.env["hr.employee"]._get_next_registration(hire.company_id)

    @api.depends("name", "birthday", "employee_id")
    def _compute_duplicate_ids(self):
        for hire in self:
            found = self.env["hr.employee"]._find_duplicates(hire.name, hire.birthday, hire.company_id)
            hire.duplicate_ids = found.browse() if hire.employee_id else found

    @api.depends("iae_form", "contract_date_start")
    def _compute_contract_date_end(self):
        for hire in self:
            hire.contract_date_end = self.env["hr.version"]._get_proposed_end(hire.iae_form, hire.contract_date_start)

    @api.depends("contract_date_start", "contract_date_end")
    def _compute_trial_date_end(self):
        for hire in self:
            start, end = hire.contract_date_start, hire.contract_date_end
            if start and (not end or end >= start):
                hire.trial_date_end = self.env["hr.version"]._get_trial_end(start, end)

    @api.depends("company_id", "iae_form", "contract_date_start")
    def _compute_agreement_id(self):
        for hire in self:
            running = self.env["regie.iae.agreement"].search(
                [
                    ("company_id", "=", hire.company_id.id),
                    ("date_start", "<=", hire.contract_date_start),
                    ("date_end", ">=", hire.contract_date_start),
                ],
                limit=2,
            )
            known = hire.agreement_id or hire.employee_id.agreement_id
            proposed = known or (running if len(running) == 1 else running.browse())
            hire.agreement_id = proposed if hire.iae_form in IAE_FORMS else False

    @api.depends("iae_form")
    def _compute_is_insertion(self):
        for hire in self:
            hire.is_insertion = hire.iae_form in IAE_FORMS

    @api.depends("employee_id")
    def _compute_pass_id(self):
        for hire in self:
            hire.pass_id = hire.employee_id.pass_ids.filtered(lambda record: record.status != "expired")[:1]

    @api.depends("contract_date_start")
    def _compute_pass_start(self):
        for hire in self:
            hire.pass_start = hire.contract_date_start

    @api.depends("company_id")
    def _compute_social_worker_id(self):
        for hire in self:
            own = self.env.user.has_group("regie_base.group_role_social_worker")
            adviser = self.env["regie.insertion.pathway"]._get_social_worker(hire.company_id)
            hire.social_worker_id = self.env.user if own else adviser

    @api.depends("private_email")
    def _compute_login(self):
        for hire in self:
            hire.login = hire.login or hire.private_email

    def action_use_known(self):
        """Take the first person who looks alike instead of a new one."""
        self.ensure_one()
        self.employee_id = self.duplicate_ids[:1]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hire"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def action_hire(self):
        """Hire, then open the page of the person; nothing is written when a rule refuses."""
        self.ensure_one()
        if not self.name or not self.name.strip():
            raise UserError(self.env._("Write the first name and the name of the person. (INS-C23)"))
        employee = self.env["hr.employee"]._hire(
            self.employee_id,
            self._prepare_vals(PERSON_FIELDS) | {"company_id": self.company_id.id},
            self._prepare_contract_vals(),
            insertion={
                "pass_number": False if self.pass_id else self.pass_number,
                "pass_start": self.pass_start,
                "social_worker_id": self.social_worker_id.id,
                "is_pathway": True,
            }
            if self.is_insertion
            else None,
            access={"login": self.login, "role": self.access} if self.access != "none" else None,
            badge=self.is_badge,
        )
        return employee.get_formview_action() | {"name": employee.name}

    def _prepare_vals(self, names):
        self.ensure_one()
        return {name: self._fields[name].convert_to_write(self[name], self) for name in names}

    def _prepare_contract_vals(self):
        """Values of the contract; the wage only from who may read it, and when it is written."""
        vals = self._prepare_vals(CONTRACT_FIELDS)
        if self.env.user.has_group("hr.group_hr_manager") and self.wage:
            vals["wage"] = self.wage
        return vals
