from odoo import fields, models
from odoo.tools import SQL

GROUP_EVALUATION = (
    "regie_base.group_role_team_leader,regie_insertion.group_insertion_social,regie_insertion.group_insertion_manager"
)


class HrEmployeePublic(models.Model):
    """Profile from which a team leader begins the evaluation of a person of the team."""

    _inherit = "hr.employee.public"

    is_evaluation_due = fields.Boolean(
        string="Skills to evaluate",
        compute="_compute_is_evaluation_due",
        search="_search_is_evaluation_due",
        groups=GROUP_EVALUATION,
        help="In a pathway, and the next skill evaluation is due within the days of the parameter.",
    )

    def _compute_is_evaluation_due(self):
        due = self._get_evaluation_due_ids()
        for employee in self:
            employee.is_evaluation_due = employee.id in due

    def _search_is_evaluation_due(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("id", "in", list(self._get_evaluation_due_ids()))]

    def _get_evaluation_due_ids(self):
        """People whose evaluation is due, as the inbox of the deadlines says; the reader's rules apply afterwards."""
        query = self.env["regie.insertion.deadline"]._skill_evaluation_query(fields.Date.context_today(self))
        self.env["regie.skill.evaluation"].flush_model(["employee_id", "date", "closed_on"])
        self.env["regie.insertion.pathway"].flush_model()
        return {employee for (employee,) in self.env.execute_query(SQL("SELECT employee_id FROM (%s) due", query))}

    def action_evaluate_skills(self):
        """Begin the evaluation of the skills of this person, or go on with the one in progress."""
        self.ensure_one()
        evaluations = self.env["regie.skill.evaluation"]
        draft = evaluations.search([("employee_id", "=", self.id), ("closed_on", "=", False)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Skill evaluation"),
            "res_model": "regie.skill.evaluation",
            "res_id": draft.id,
            "view_mode": "form",
            "views": [(False, "form")],
            "context": {"default_employee_id": self.id},
        }
