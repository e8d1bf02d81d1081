from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .regie_insertion_exit_motive import CATEGORIES, DYNAMIC

# What a withdrawal is made of (illness, detention…) is not for the team: the category is.
GROUP_MOTIVE = "regie_insertion.group_insertion_user,regie_base.group_role_accountant"
_CONTRACT_FIELDS = {"date", "motive_id"}
_PROOF_FIELDS = {"proof_reference", "proof_filename"}


class RegieInsertionExit(models.Model):
    """Final exit of a pathway: its day, its motive, and what becomes of the person three and six months later.

    Recording it ends the contract, takes back the access and plans the follow-up. Taken back when the person comes in
    again under the same PASS IAE, it stays, cancelled, and no longer counts.
    """

    _name = "regie.insertion.exit"
    _description = "Exit"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _check_company_auto = True

    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="restrict", index=True, check_company=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    social_worker_id = fields.Many2one(related="pathway_id.social_worker_id", string="Social adviser (CIP)")
    department_id = fields.Many2one(
        "hr.department",
        string="Team",
        compute="_compute_team",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Team that the person leaves, as it was on that day.",
    )
    agreement_id = fields.Many2one(
        "regie.iae.agreement",
        compute="_compute_team",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="Agreement that the person leaves: its kind (ACI, EI…) says which exits are counted.",
    )
    date = fields.Date(string="Exit on", required=True, index=True, tracking=True, help="Last day in the structure.")
    motive_id = fields.Many2one(
        "regie.insertion.exit.motive",
        ondelete="restrict",
        index="btree_not_null",
        tracking=True,
        groups=GROUP_MOTIVE,
        help="Empty: the exit counts as another exit and stays to be documented.",
    )
    category = fields.Selection(CATEGORIES, compute="_compute_category", store=True, index=True)
    is_job = fields.Boolean(related="motive_id.is_job", groups=GROUP_MOTIVE)
    reason = fields.Char(groups=GROUP_MOTIVE, help="Asked for when the exit is withdrawn from those counted.")
    state = fields.Selection(
        [("to_document", "To document"), ("documented", "Documented"), ("declared", "Declared to the ASP")],
        compute="_compute_state",
        store=True,
        index=True,
        tracking=True,
        help="Documented with a motive and, for a dynamic exit, its proof. Declared on the day written below.",
    )

    # -- proof and job found
    proof_reference = fields.Char(
        string="Proof", groups=GROUP_MOTIVE, help="What proves the motive and where it is: contract of work, statement…"
    )
    proof_file = fields.Binary(attachment=True, groups=GROUP_MOTIVE)
    proof_filename = fields.Char(groups=GROUP_MOTIVE)
    employer_id = fields.Many2one(
        "res.partner", index="btree_not_null", groups=GROUP_MOTIVE, help="Who hires the person."
    )
    job_title = fields.Char(groups=GROUP_MOTIVE)
    hire_kind = fields.Selection(
        [
            ("caretaker", "Caretaker hired by a landlord"),
            ("landlord", "Another job with a landlord"),
            ("elsewhere", "Another employer"),
        ],
        string="Hired as",
        groups=GROUP_MOTIVE,
        help="A training as cleaner then a post of caretaker: what a régie and its landlords build together.",
    )

    # -- papers handed to the person
    settlement_on = fields.Date(string="Final pay settlement handed on", groups=GROUP_MOTIVE)
    certificate_on = fields.Date(string="Work certificate handed on", groups=GROUP_MOTIVE)
    employment_office_on = fields.Date(string="France Travail statement handed on", groups=GROUP_MOTIVE)
    are_papers_missing = fields.Boolean(
        string="Papers to hand over", compute="_compute_are_papers_missing", store=True, groups=GROUP_MOTIVE
    )

    # -- what the exit changed
    declared_on = fields.Date(
        string="Declared to the ASP on", tracking=True, copy=False, help="Day on which the extranet took the exit."
    )
    is_access_released = fields.Boolean(
        string="Take back the badge and the access",
        default=True,
        help="The badge number is freed on the last day and the login, if the person has one, is closed.",
    )
    access_released_on = fields.Date(readonly=True, copy=False)
    contract_end_before = fields.Date(
        string="End of the contract before", readonly=True, copy=False, help="End that the exit brought forward."
    )
    is_contract_ended = fields.Boolean(
        readonly=True, copy=False, help="The exit brought forward the end of the contract."
    )
    hours_elsewhere = fields.Float(
        string="Hours not typed here",
        digits=(16, 2),
        help="Hours worked in the year of the exit that are only on older papers: they count as hours of the person.",
    )
    follow_up_ids = fields.One2many("regie.insertion.follow.up", "exit_id", string="Follow-up")
    cancelled_on = fields.Date(readonly=True, copy=False, tracking=True, help="Day on which the pathway was reopened.")
    cancelled_by_id = fields.Many2one("res.users", readonly=True, copy=False, ondelete="restrict")

    # Deferred: the sentence comes from _check_single, this one stops two people who save at the same time.
    _pathway_excl = models.Constraint(
        "EXCLUDE USING btree (pathway_id WITH =) WHERE (cancelled_on IS NULL) DEFERRABLE INITIALLY DEFERRED",
        "This pathway already has an exit. (INS-X02)",
    )
    _declared_motive = models.Constraint(
        "CHECK (declared_on IS NULL OR motive_id IS NOT NULL)",
        "The date and the motive of an exit must be filled in together. (INS-M05)",
    )

    @api.depends("employee_id.name", "date")
    def _compute_display_name(self):
        for leaving in self:
            leaving.display_name = leaving.employee_id.name or ""

    @api.depends("pathway_id", "date")
    def _compute_team(self):
        for leaving in self:
            # sudo: team and agreement of the contract of the person who leaves, whoever records the exit
            employee = leaving.pathway_id.employee_id.sudo()
            version = employee._get_version(leaving.date) if employee and leaving.date else employee.version_id
            if not leaving.department_id:
                leaving.department_id = version.department_id or leaving.pathway_id.department_id
            if not leaving.agreement_id:
                leaving.agreement_id = leaving.pathway_id.agreement_id or version.agreement_id

    @api.depends("motive_id.category")
    def _compute_category(self):
        for leaving in self:
            leaving.category = leaving.motive_id.category or "other"

    @api.depends("motive_id.category", "proof_reference", "proof_filename", "declared_on")
    def _compute_state(self):
        for leaving in self:
            proven = leaving.category not in DYNAMIC or leaving.proof_reference or leaving.proof_filename
            documented = "documented" if leaving.motive_id and proven else "to_document"
            leaving.state = "declared" if leaving.declared_on else documented

    @api.depends("settlement_on", "certificate_on", "employment_office_on")
    def _compute_are_papers_missing(self):
        for leaving in self:
            leaving.are_papers_missing = not (
                leaving.settlement_on and leaving.certificate_on and leaving.employment_office_on
            )

    # -- rules ---------------------------------------------------------------------------------

    @api.constrains("date", "pathway_id", "cancelled_on")
    def _check_date(self):
        """INS-X01: entry and contracts come first. A CDI inclusion that follows is a contract too, hence no exit."""
        contracts = self.pathway_id._get_contracts()
        for leaving in self.filtered(lambda leaving: not leaving.cancelled_on):
            starts = [start for start, _end in contracts[leaving.pathway_id]]
            if leaving.date < max([leaving.pathway_id.date_start, *starts]):
                raise ValidationError(self.env._("The date of the exit cannot precede the last contract. (INS-X01)"))

    @api.constrains("pathway_id", "cancelled_on")
    def _check_single(self):
        """INS-X02, in a sentence; PostgreSQL stops two people who save at the same time."""
        groups = self._read_group(
            [("pathway_id", "in", self.pathway_id.ids), ("cancelled_on", "=", False)],
            ["pathway_id"],
            having=[("__count", ">", 1)],
        )
        if groups:
            raise ValidationError(self.env._("This pathway already has an exit. (INS-X02)"))

    @api.constrains("motive_id", "reason")
    def _check_withdrawn(self):
        for leaving in self:
            if leaving.category == "withdrawn" and not (leaving.reason or "").strip():
                raise ValidationError(self.env._("A withdrawn exit must be justified. (INS-X03)"))

    @api.constrains("declared_on", "motive_id")
    def _check_declared(self):
        """INS-M05: the State takes a date and a motive, or none of them."""
        for leaving in self:
            if leaving.declared_on and not leaving.motive_id:
                raise ValidationError(
                    self.env._("The date and the motive of an exit must be filled in together. (INS-M05)")
                )

    @api.constrains("cancelled_on")
    def _check_cancelled(self):
        self.filtered("cancelled_on").pathway_id._check_reopening()

    # -- CRUD ----------------------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """The exit ends the contract, frees the access and plans the follow-up, wherever it is recorded."""
        exits = super().create(vals_list)
        exits._apply()
        return exits

    def write(self, vals):
        """Another day or another motive is written on the contract too, and moves the follow-up."""
        result = super().write(vals)
        if _CONTRACT_FIELDS & vals.keys():
            self._apply()
        elif _PROOF_FIELDS & vals.keys():
            self.pathway_id._close_followed()
        return result

    def _apply(self):
        """Make the contract, the access and the follow-up agree with the exit; again without harm."""
        current = self.filtered(lambda leaving: not leaving.cancelled_on)
        current._end_contracts()
        current._plan_follow_up()
        current.filtered("is_access_released")._release_access()
        current.pathway_id._close_followed()
