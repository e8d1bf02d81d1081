from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

KINDS = [
    ("pre_qualifying", "Pre-qualifying"),
    ("qualifying", "Qualifying"),
    ("basic", "Basic skills"),
    ("licence", "Driving licence"),
    ("habilitation", "Habilitation (CACES, electrical, SST…)"),
]
STATES = [
    ("planned", "Foreseen"),
    ("running", "In progress"),
    ("done", "Completed"),
    ("abandoned", "Abandoned"),
]
FUNDINGS = [
    ("opco", "OPCO (skills operator)"),
    ("cpf", "CPF"),
    ("france_travail", "France Travail"),
    ("region", "Region"),
    ("regie", "The régie"),
    ("other", "Other"),
]
RESULTS = [
    ("obtained", "Obtained"),
    ("partial", "Partly obtained"),
    ("failed", "Not obtained"),
    ("attended", "Attended, nothing to obtain"),
]


class RegieTraining(models.Model):
    """Training of a person in insertion; its result and its certificate go to the skills of the employee.

    Hours of training are paid hours only where the timesheets say so: they are never typed a second time here.
    """

    _name = "regie.training"
    _description = "Training"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "employee_id"]
    _check_company_auto = True

    name = fields.Char(string="Title", required=True, tracking=True)
    pathway_id = fields.Many2one(
        "regie.insertion.pathway", required=True, ondelete="restrict", index=True, check_company=True, tracking=True
    )
    employee_id = fields.Many2one(related="pathway_id.employee_id", string="Person", store=True, index=True)
    company_id = fields.Many2one(related="pathway_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(related="pathway_id.department_id", string="Team", store=True)
    social_worker_id = fields.Many2one(related="pathway_id.social_worker_id")
    organism_id = fields.Many2one("res.partner", string="Training organism", ondelete="restrict", tracking=True)
    kind = fields.Selection(KINDS, required=True, default="habilitation", tracking=True)
    date_start = fields.Date(string="First day", required=True, tracking=True)
    date_end = fields.Date(string="Last day", required=True, tracking=True)
    hours = fields.Float(string="Planned hours", tracking=True)
    is_paid = fields.Boolean(
        string="Paid working time",
        default=True,
        tracking=True,
        help="The hours are typed in the timesheets like the others, and they are counted there.",
    )
    timesheet_ids = fields.One2many("account.analytic.line", "training_id", string="Paid hours")
    paid_hours = fields.Float(
        compute="_compute_paid_hours", help="Hours that the timesheets give to this training. Nothing is typed here."
    )
    funding = fields.Selection(FUNDINGS, tracking=True)
    cost = fields.Monetary(tracking=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    abandoned_on = fields.Date(tracking=True, copy=False)
    result = fields.Selection(RESULTS, tracking=True, copy=False)
    skill_id = fields.Many2one(
        "hr.skill",
        string="Certificate",
        ondelete="restrict",
        domain=[("skill_type_id.is_certification", "=", True)],
        help="Once the result is obtained, the employee holds this certificate in the skills, until its last day.",
    )
    valid_to = fields.Date(string="Valid until", tracking=True, help="Last day of the certificate. Empty: no end.")
    certificate_filename = fields.Char(copy=False)
    certificate_file = fields.Binary(string="File of the certificate", copy=False)
    resume_line_id = fields.Many2one("hr.resume.line", copy=False, readonly=True, ondelete="set null")
    employee_skill_id = fields.Many2one("hr.employee.skill", copy=False, readonly=True, ondelete="set null")
    state = fields.Selection(
        STATES,
        compute="_compute_state",
        search="_search_state",
        help="Read from the dates: planned, in progress, completed; abandoned once a day is given for it.",
    )

    _dates_check = models.Constraint("CHECK (date_end >= date_start)", "A training cannot end before it starts.")
    _hours_check = models.Constraint("CHECK (hours >= 0)", "The hours of a training are positive or empty.")

    @api.depends("date_start", "date_end", "abandoned_on")
    @api.depends_context("tz")
    def _compute_state(self):
        domains = self._get_state_domains(fields.Date.context_today(self))
        for training in self:
            training.state = next(
                (state for state, domain in domains.items() if training.filtered_domain(domain)), "planned"
            )

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        domains = self._get_state_domains(fields.Date.context_today(self))
        return Domain.OR(domains[state] for state in value if state in domains)

    @api.model
    def _get_state_domains(self, day):
        kept = Domain("abandoned_on", "=", False)
        return {
            "abandoned": Domain("abandoned_on", "!=", False),
            "done": kept & Domain("date_end", "<", day),
            "running": kept & Domain("date_start", "<=", day) & Domain("date_end", ">=", day),
            "planned": kept & Domain("date_start", ">", day),
        }

    @api.depends("timesheet_ids.unit_amount")
    def _compute_paid_hours(self):
        # sudo: the total belongs to the training, also for those who read no timesheet
        sums = dict(
            self.env["account.analytic.line"]
            .sudo()
            ._read_group([("training_id", "in", self.ids)], ["training_id"], ["unit_amount:sum"])
        )
        for training in self:
            training.paid_hours = sums.get(training._origin, 0)

    @api.constrains("result", "abandoned_on", "date_start")
    def _check_result(self):
        for training in self:
            if training.result == "obtained" and training.abandoned_on:
                raise ValidationError(self.env._("An abandoned training has no certificate: take away one of the two."))
            if training.abandoned_on and training.abandoned_on < training.date_start:
                raise ValidationError(self.env._("A training cannot be abandoned before it starts."))

    @api.model_create_multi
    def create(self, vals_list):
        """The result goes to the skills of the employee."""
        trainings = super().create(vals_list)
        trainings._write_skills()
        return trainings

    def write(self, vals):
        """The result goes to the skills of the employee."""
        result = super().write(vals)
        if vals.keys() & self._get_skill_fields():
            self._write_skills()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_skills(self):
        self.resume_line_id.unlink()
        self.employee_skill_id.unlink()

    def action_open_timesheets(self):
        """Hours of this training in the timesheets: seen and typed there."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_insertion.account_analytic_line_action_hours")
        return {
            **action,
            "domain": [("training_id", "=", self.id)],
            "context": {
                "default_training_id": self.id,
                "default_employee_id": self.employee_id.id,
                "default_name": self.name,
                "default_date": self.date_start,
            },
        }

    @api.model
    def _get_skill_fields(self):
        return {
            "name",
            "pathway_id",
            "date_start",
            "date_end",
            "abandoned_on",
            "result",
            "skill_id",
            "valid_to",
            "certificate_file",
            "certificate_filename",
        }

    def _write_skills(self):
        """Keep one line of resume per result, and one certificate per certificate obtained, on the employee."""
        for training in self:
            if training.result and not training.abandoned_on:
                training._write_resume_line()
            else:
                training.resume_line_id.unlink()
            training._write_certificate()

    def _write_resume_line(self):
        vals = {
            "name": self.name,
            "employee_id": self.employee_id.id,
            "date_start": self.date_start,
            "date_end": self.date_end,
            "line_type_id": self.env.ref("hr_skills.resume_type_training").id,
            "certificate_file": self.certificate_file,
            "certificate_filename": self.certificate_filename,
        }
        if self.resume_line_id:
            self.resume_line_id.write(vals)
        else:
            self.resume_line_id = self.env["hr.resume.line"].create(vals)

    def _write_certificate(self):
        """The certificate is dated by the training: written again, not moved, as hr_skills wants it."""
        self.employee_skill_id.unlink()
        if self.result != "obtained" or self.abandoned_on or not self.skill_id:
            return
        levels = self.skill_id.skill_type_id.skill_level_ids
        self.employee_skill_id = self.env["hr.employee.skill"].create(
            {
                "employee_id": self.employee_id.id,
                "skill_type_id": self.skill_id.skill_type_id.id,
                "skill_id": self.skill_id.id,
                "skill_level_id": levels.sorted("level_progress")[-1:].id,
                "valid_from": self.date_end,
                "valid_to": self.valid_to,
            }
        )
