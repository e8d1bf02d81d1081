from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

#: What the works in progress still write on a task of a signed project.
LIVE = frozenset(("is_done", "is_learnt", "note"))


class RegieAraTask(models.Model):
    """One of the works of a case: where, which kind, who does it, what a company would ask. Domain: 6.2 and 6.4."""

    _name = "regie.ara.task"
    _description = "Works of a case"
    _order = "case_id, sequence, id"
    _rec_name = "worktype_id"
    _check_company_auto = True

    case_id = fields.Many2one("regie.ara.case", required=True, index=True, ondelete="cascade", check_company=True)
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    room_id = fields.Many2one("regie.ara.room", ondelete="restrict", index="btree_not_null", check_company=True)
    worktype_id = fields.Many2one(
        "regie.ara.worktype", string="Kind of works", required=True, index=True, ondelete="restrict"
    )
    level = fields.Selection(related="worktype_id.level", string="Who may do it")
    priority = fields.Selection([("0", "Later"), ("1", "Useful"), ("2", "Urgent")], default="1", required=True)
    done_by = fields.Selection(
        [
            ("household", "The household alone"),
            ("tutor", "The household with the tutor"),
            ("professional", "A professional"),
        ],
        string="Done by",
        compute="_compute_done_by",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    hours = fields.Float(string="Hours planned")
    cost = fields.Monetary(string="Price of the professional")
    company_price = fields.Monetary(
        string="Price of a company", help="What a company would ask, supplies included: to compare."
    )
    is_eligible = fields.Boolean(string="Eligible for the aid", default=True)
    is_done = fields.Boolean(string="Done")
    is_learnt = fields.Boolean(string="Can do it alone now", help="The household did it and could do it again.")
    note = fields.Char()

    _figures_positive = models.Constraint(
        "CHECK (COALESCE(hours, 0) >= 0 AND COALESCE(cost, 0) >= 0 AND COALESCE(company_price, 0) >= 0)",
        "Hours and prices are not negative.",
    )

    @api.depends("worktype_id")
    def _compute_done_by(self):
        usual = {"0": "household", "1": "tutor", "2": "professional"}
        for task in self:
            task.done_by = usual.get(task.worktype_id.level, "tutor")

    @api.constrains("worktype_id", "done_by")
    def _check_level(self):
        """What is for a professional is not given to a household, nor what asks for a tutor left to it alone.

        Asbestos or lead that was found makes professional all that drills or sands. (E-ARA-05, E-ARA-20)
        """
        for task in self:
            work, case = task.worktype_id, task.case_id
            found = work.disturbs_materials and "found" in (case.asbestos_state, case.lead_state)
            if (work.level == "2" or found) and task.done_by != "professional":
                raise ValidationError(
                    self.env._("%s: works reserved for a professional. Change who does them. (E-ARA-05)", work.name)
                )
            if work.level == "1" and task.done_by == "household":
                raise ValidationError(
                    self.env._("%s: the tutor is present for these works. Change who does them. (E-ARA-20)", work.name)
                )

    @api.constrains("cost", "is_eligible")
    def _check_aid(self):
        self.case_id._check_aid()

    @api.model_create_multi
    def create(self, vals_list):
        """Add works to projects that are not signed yet. (E-ARA-12)"""
        tasks = super().create(vals_list)
        tasks._check_open()
        return tasks

    def write(self, vals):
        """Change works; once the project is signed, only what was done of them. (E-ARA-12)"""
        if vals.keys() - LIVE:
            self._check_open()
        return super().write(vals)

    def unlink(self):
        """Remove works of projects that are not signed yet. (E-ARA-12)"""
        self._check_open()
        cases = self.case_id
        result = super().unlink()
        cases._check_aid()
        return result

    def _check_open(self):
        if not self.env.su:
            self.case_id._check_not_signed()

    @api.constrains("room_id")
    def _check_room(self):
        for task in self:
            if task.room_id and task.room_id.case_id != task.case_id:
                raise UserError(self.env._("%s is a room of another case. (E-ARA-16)", task.room_id.name))
