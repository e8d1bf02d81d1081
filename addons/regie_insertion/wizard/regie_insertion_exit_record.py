from odoo import api, fields, models


class RegieInsertionExitRecord(models.TransientModel):
    """The exit of a person in one window: day, motive, proof, job found, papers, access."""

    _name = "regie.insertion.exit.record"
    _description = "Record an exit"

    pathway_id = fields.Many2one("regie.insertion.pathway", required=True, ondelete="cascade")
    employee_id = fields.Many2one(related="pathway_id.employee_id")
    company_id = fields.Many2one(related="pathway_id.company_id")
    date = fields.Date(
        string="Last day",
        required=True,
        compute="_compute_date",
        store=True,
        readonly=False,
        help="Last day of work. Proposed: the end of the contract when it is near, or today.",
    )
    motive_id = fields.Many2one(
        "regie.insertion.exit.motive", help="Not known yet? Leave it empty: the exit stays to be documented."
    )
    category = fields.Selection(related="motive_id.category")
    is_job = fields.Boolean(related="motive_id.is_job")
    reason = fields.Char(help="Why this exit is withdrawn from those counted. Asked for by the State.")
    proof_reference = fields.Char(string="Proof", help="Contract of work, statement of the training centre, e-mail…")
    proof_file = fields.Binary()
    proof_filename = fields.Char()
    employer_id = fields.Many2one("res.partner")
    job_title = fields.Char()
    hire_kind = fields.Selection(
        lambda self: self.env["regie.insertion.exit"]._fields["hire_kind"]._description_selection(self.env),
        string="Hired as",
        compute="_compute_hire_kind",
        store=True,
        readonly=False,
    )
    has_settlement = fields.Boolean(string="Final pay settlement")
    has_certificate = fields.Boolean(string="Work certificate")
    has_employment_office = fields.Boolean(string="France Travail statement")
    is_access_released = fields.Boolean(string="Take back the badge and the access", default=True)
    contract_date_end = fields.Date(string="End of the contract", compute="_compute_contract_date_end")
    is_contract_shortened = fields.Boolean(compute="_compute_contract_date_end")

    @api.depends("pathway_id")
    def _compute_date(self):
        today = fields.Date.context_today(self)
        limit = self.env["hr.version"]._get_alert_limit("alerte_contrat_semaines", "weeks")
        for wizard in self:
            periods = wizard.pathway_id._get_contracts().get(wizard.pathway_id) if wizard.pathway_id else None
            end = periods and periods[-1][1]
            wizard.date = end if end and end <= limit else today

    @api.depends("pathway_id", "date")
    def _compute_contract_date_end(self):
        for wizard in self:
            version = wizard.employee_id._get_version(wizard.date) if wizard.employee_id and wizard.date else False
            wizard.contract_date_end = version and version.contract_date_end
            wizard.is_contract_shortened = bool(
                version
                and version.contract_date_start
                and (not version.contract_date_end or version.contract_date_end > wizard.date)
            )

    @api.depends("motive_id", "employer_id")
    def _compute_hire_kind(self):
        for wizard in self:
            codes = wizard.employer_id.regie_role_ids.mapped("code")
            landlord = bool({"landlord", "private_landlord", "condominium"} & set(codes))
            guess = ("landlord" if landlord else "elsewhere") if wizard.employer_id else False
            wizard.hire_kind = (wizard.hire_kind or guess) if wizard.is_job else False

    def action_record(self):
        """Record the exit; the pathway below the window shows its new state."""
        self.ensure_one()
        self.pathway_id._record_exit(self._prepare_exit_vals())
        return {"type": "ir.actions.act_window_close"}

    def _prepare_exit_vals(self):
        """Values of the exit."""
        today = fields.Date.context_today(self)
        vals = {
            name: self[name]
            for name in ("date", "reason", "proof_reference", "proof_file", "proof_filename", "is_access_released")
        }
        vals["motive_id"] = self.motive_id.id
        if self.is_job:
            vals.update(employer_id=self.employer_id.id, job_title=self.job_title, hire_kind=self.hire_kind)
        for flag, name in (
            ("has_settlement", "settlement_on"),
            ("has_certificate", "certificate_on"),
            ("has_employment_office", "employment_office_on"),
        ):
            vals[name] = today if self[flag] else False
        return vals
