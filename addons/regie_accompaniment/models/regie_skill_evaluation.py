from odoo import Command, api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

STATES = [("draft", "In progress"), ("done", "Closed")]


class RegieSkillEvaluation(models.Model):
    """Evaluation of the skills of a person on the grid of a trade, by the team leader, beside the person's own view.

    Every six months (parameter). Team leaders keep those of their team; advisers and direction read them.
    """

    _name = "regie.skill.evaluation"
    _description = "Skill evaluation"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["employee_id"]
    _check_company_auto = True

    employee_id = fields.Many2one(
        "hr.employee",
        string="Person",
        required=True,
        ondelete="restrict",
        index=True,
        check_company=True,
        tracking=True,
    )
    profile_id = fields.Many2one(
        "hr.employee.public",
        string="Person evaluated",
        compute="_compute_profile_id",
        inverse="_inverse_profile_id",
        help="The person as team leaders find them: by the profile, without the file of the employee.",
    )
    company_id = fields.Many2one(related="employee_id.company_id", store=True, index=True, precompute=True)
    department_id = fields.Many2one(
        related="employee_id.department_id", string="Team", store=True, index=True, precompute=True
    )
    grid_id = fields.Many2one(
        "regie.skill.grid",
        string="Trade",
        compute="_compute_grid_id",
        store=True,
        readonly=False,
        required=True,
        precompute=True,
        ondelete="restrict",
        check_company=True,
    )
    scale_max = fields.Integer(compute="_compute_scale_max", store=True, precompute=True, string="Scale")
    user_id = fields.Many2one(
        "res.users", string="Evaluator", default=lambda self: self.env.user, ondelete="restrict", tracking=True
    )
    date = fields.Date(required=True, default=fields.Date.context_today, index=True, tracking=True)
    line_ids = fields.One2many(
        "regie.skill.evaluation.line",
        "evaluation_id",
        string="Skills",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    note = fields.Text(string="Remark", help="For the person and the adviser. Nothing of health or of private life.")
    closed_on = fields.Date(copy=False, tracking=True, help="Day on which the evaluation was finished with the person.")
    state = fields.Selection(STATES, compute="_compute_state", store=True)
    rated_count = fields.Integer(string="Skills seen", compute="_compute_average", store=True)
    average = fields.Float(
        string="Result (%)", compute="_compute_average", store=True, aggregator="avg", help="Mean of the scores given."
    )
    self_average = fields.Float(
        string="Person's own view (%)", compute="_compute_average", store=True, aggregator="avg"
    )
    previous_id = fields.Many2one("regie.skill.evaluation", compute="_compute_previous_id")
    progress = fields.Float(
        string="Progress (points)", compute="_compute_previous_id", help="Result minus that of the evaluation before."
    )
    next_date = fields.Date(string="Next one before", compute="_compute_next_date")

    @api.depends("employee_id.name", "date")
    def _compute_display_name(self):
        for evaluation in self:
            day = format_date(self.env, evaluation.date) if evaluation.date else ""
            evaluation.display_name = f"{evaluation.employee_id.name or ''} {day}".strip()

    @api.depends("employee_id")
    def _compute_profile_id(self):
        for evaluation in self:
            evaluation.profile_id = evaluation.employee_id._origin.id

    def _inverse_profile_id(self):
        for evaluation in self.filtered("profile_id"):
            evaluation.employee_id = evaluation.profile_id.id

    @api.onchange("profile_id")
    def _onchange_profile_id(self):
        self.employee_id = self.profile_id.id

    @api.depends("employee_id")
    def _compute_grid_id(self):
        for evaluation in self:
            evaluation.grid_id = evaluation.grid_id or self.env["regie.skill.grid"]._get_for_employee(
                evaluation.employee_id
            )

    @api.depends("grid_id")
    def _compute_scale_max(self):
        for evaluation in self:
            evaluation.scale_max = evaluation.grid_id.scale_max

    @api.depends("grid_id")
    def _compute_line_ids(self):
        """One line per skill of the grid, as long as nothing was scored on another grid."""
        for evaluation in self:
            if evaluation.line_ids.filtered("is_rated") or evaluation.closed_on:
                continue
            if evaluation.line_ids.skill_id != evaluation.grid_id.line_ids.skill_id:
                evaluation.line_ids = [Command.clear(), *evaluation._prepare_line_commands()]

    @api.depends("closed_on")
    def _compute_state(self):
        for evaluation in self:
            evaluation.state = "done" if evaluation.closed_on else "draft"

    @api.depends("line_ids.percent", "line_ids.self_percent", "line_ids.is_rated")
    def _compute_average(self):
        for evaluation in self:
            rated = evaluation.line_ids.filtered("is_rated")
            own = evaluation.line_ids.filtered("self_score")
            evaluation.rated_count = len(rated)
            evaluation.average = sum(rated.mapped("percent")) / len(rated) if rated else 0
            evaluation.self_average = sum(own.mapped("self_percent")) / len(own) if own else 0

    @api.depends("employee_id", "grid_id", "date", "average")
    def _compute_previous_id(self):
        for evaluation in self:
            previous = evaluation._get_previous()
            evaluation.previous_id = previous
            evaluation.progress = evaluation.average - previous.average if previous and evaluation.rated_count else 0

    @api.depends("date")
    def _compute_next_date(self):
        for evaluation in self:
            evaluation.next_date = evaluation.date and evaluation._get_next_date()

    @api.constrains("closed_on", "line_ids")
    def _check_rated(self):
        for evaluation in self.filtered("closed_on"):
            if not evaluation.line_ids.filtered("is_rated"):
                raise ValidationError(self.env._("Score at least one skill before closing the evaluation. (INS-K02)"))

    def write(self, vals):
        """What was closed with the person stays as it was: only closing, or opening again, is written on it."""
        if vals.keys() & {"employee_id", "grid_id", "date", "line_ids", "note"}:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        self._check_open()

    def action_close(self):
        """The evaluation was seen with the person: it is kept, and shows in the skills of the employee."""
        for evaluation in self.filtered(lambda evaluation: not evaluation.closed_on):
            evaluation.closed_on = fields.Date.context_today(self)
            evaluation._write_skills()

    def action_reopen(self):
        """Open a closed evaluation again, to mend a mistake of the same day."""
        today = fields.Date.context_today(self)
        if any(evaluation.closed_on and evaluation.closed_on < today for evaluation in self):
            raise ValidationError(
                self.env._("An evaluation is opened again on its day only: make a new one. (INS-K03)")
            )
        self.closed_on = False

    def action_open_progress(self):
        """Scores of the person since the first evaluation, skill by skill."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id("regie_accompaniment.regie_skill_evaluation_line_action")
        return {**action, "domain": [("employee_id", "=", self.employee_id.id)]}

    def _check_open(self):
        if any(self.mapped("closed_on")):
            raise ValidationError(self.env._("This evaluation is closed: make a new one. (INS-K03)"))

    def _get_previous(self):
        """Last closed evaluation of the person on this grid before this one."""
        self.ensure_one()
        if not self.employee_id or not self.date:
            return self.browse()
        domain = [
            ("employee_id", "=", self.employee_id.id),
            ("grid_id", "=", self.grid_id.id),
            ("closed_on", "!=", False),
            ("date", "<=", self.date),
            ("id", "!=", self._origin.id),
        ]
        return self.search(domain, limit=1)

    def _get_next_date(self):
        """Day before which the next evaluation is due: the months of the parameter after this one."""
        self.ensure_one()
        months = self.env["regie.parameter"].with_company(self.company_id).get("evaluation_mois", self.date)
        return fields.Date.add(self.date, months=int(months))

    def _prepare_line_commands(self):
        """Lines of a new evaluation, each with the score of the last closed one."""
        self.ensure_one()
        previous = {line.skill_id: line.percent for line in self._get_previous().line_ids if line.is_rated}
        return [
            Command.create(
                {
                    "grid_line_id": line.id,
                    "skill_id": line.skill_id.id,
                    "sequence": line.sequence,
                    "previous_percent": previous.get(line.skill_id, 0),
                }
            )
            for line in self.grid_id.line_ids
        ]

    def _write_skills(self):
        """Give the employee the level of each scored skill, in the words of its type."""
        self.ensure_one()
        commands = []
        for line in self.line_ids.filtered("is_rated"):
            level = line._get_level()
            if level:
                commands.append(
                    Command.create(
                        {
                            "skill_id": line.skill_id.id,
                            "skill_type_id": line.skill_id.skill_type_id.id,
                            "skill_level_id": level.id,
                        }
                    )
                )
        # sudo: a team leader who may write the evaluation writes no other skill of the employee
        self.employee_id.sudo().write({"employee_skill_ids": commands})
