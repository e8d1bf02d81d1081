from odoo import api, fields, models
from odoo.exceptions import ValidationError

SELF_MAX = 4


class RegieSkillEvaluationLine(models.Model):
    """Score of one skill, by the team leader on the scale of the grid and by the person on four faces."""

    _name = "regie.skill.evaluation.line"
    _description = "Score of a skill"
    _order = "sequence, id"
    _rec_name = "skill_id"

    evaluation_id = fields.Many2one("regie.skill.evaluation", required=True, ondelete="cascade", index=True)
    employee_id = fields.Many2one(related="evaluation_id.employee_id", store=True, index=True)
    company_id = fields.Many2one(related="evaluation_id.company_id", store=True, precompute=True)
    department_id = fields.Many2one(related="evaluation_id.department_id", store=True)
    date = fields.Date(related="evaluation_id.date", store=True)
    sequence = fields.Integer(default=10)
    grid_line_id = fields.Many2one("regie.skill.grid.line", ondelete="set null")
    skill_id = fields.Many2one("hr.skill", required=True, ondelete="restrict", index=True)
    pictogram = fields.Char(related="grid_line_id.pictogram")
    description = fields.Char(related="grid_line_id.description")
    scale_max = fields.Integer(related="evaluation_id.scale_max")
    score = fields.Integer(aggregator="avg", help="From 1 to the top of the scale. 0: not seen.")
    self_score = fields.Integer(
        string="Person's view", aggregator="avg", help="From 1 to 4, on the faces that the person taps. 0: no answer."
    )
    is_rated = fields.Boolean(compute="_compute_percent", store=True)
    percent = fields.Float(string="Score (%)", compute="_compute_percent", store=True, aggregator="avg")
    self_percent = fields.Float(string="Person's view (%)", compute="_compute_percent", store=True, aggregator="avg")
    previous_percent = fields.Float(string="Last time (%)", aggregator="avg")

    @api.depends("score", "self_score", "evaluation_id.scale_max")
    def _compute_percent(self):
        for line in self:
            line.is_rated = bool(line.score)
            line.percent = 100 * line.score / line.scale_max if line.scale_max else 0
            line.self_percent = 100 * line.self_score / SELF_MAX

    @api.constrains("score", "self_score")
    def _check_scores(self):
        for line in self:
            if not 0 <= line.score <= line.scale_max or not 0 <= line.self_score <= SELF_MAX:
                raise ValidationError(
                    self.env._(
                        "The score of %(skill)s goes from 1 to %(maximum)s, the person's view from 1 to 4. (INS-K01)",
                        skill=line.skill_id.name,
                        maximum=line.scale_max,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """No line is added to a closed evaluation."""
        lines = super().create(vals_list)
        lines.evaluation_id._check_open()
        return lines

    def write(self, vals):
        """The scores of a closed evaluation stay."""
        if vals.keys() & {"score", "self_score", "skill_id", "evaluation_id"}:
            self.evaluation_id._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open_only(self):
        self.evaluation_id._check_open()

    def _get_level(self):
        """Level of the type of the skill that the score reaches: the highest whose progress is not above it."""
        self.ensure_one()
        levels = self.skill_id.skill_type_id.skill_level_ids.sorted("level_progress")
        reached = levels.filtered(lambda level: level.level_progress <= self.percent)
        return (reached or levels[:1])[-1:]
