from odoo import fields, models

GROUP_EVALUATION = (
    "regie_base.group_role_team_leader,regie_insertion.group_insertion_social,regie_insertion.group_insertion_manager"
)


class RegieInsertionPathway(models.Model):
    """A pathway with its immersions, its trainings and the skills of the person."""

    _inherit = "regie.insertion.pathway"

    pmsmp_ids = fields.One2many("regie.pmsmp", "pathway_id", string="Immersions")
    training_ids = fields.One2many("regie.training", "pathway_id", string="Trainings")
    pmsmp_count = fields.Integer(compute="_compute_pmsmp_count")
    training_count = fields.Integer(compute="_compute_training_count")
    evaluation_count = fields.Integer(compute="_compute_evaluation_count", groups=GROUP_EVALUATION)

    def _compute_pmsmp_count(self):
        counts = dict(
            self.env["regie.pmsmp"]._read_group([("pathway_id", "in", self.ids)], ["pathway_id"], ["__count"])
        )
        for pathway in self:
            pathway.pmsmp_count = counts.get(pathway, 0)

    def _compute_training_count(self):
        counts = dict(
            self.env["regie.training"]._read_group([("pathway_id", "in", self.ids)], ["pathway_id"], ["__count"])
        )
        for pathway in self:
            pathway.training_count = counts.get(pathway, 0)

    def _compute_evaluation_count(self):
        counts = dict(
            self.env["regie.skill.evaluation"]._read_group(
                [("employee_id", "in", self.employee_id.ids)], ["employee_id"], ["__count"]
            )
        )
        for pathway in self:
            pathway.evaluation_count = counts.get(pathway.employee_id, 0)

    def action_open_pmsmps(self):
        """Immersions of this pathway."""
        return self._open_skills_list("regie_pmsmp_action", "pathway_id", self.id)

    def action_open_trainings(self):
        """Trainings of this pathway."""
        return self._open_skills_list("regie_training_action", "pathway_id", self.id)

    def action_open_evaluations(self):
        """Skill evaluations of this person."""
        return self._open_skills_list("regie_skill_evaluation_action", "employee_id", self.employee_id.id)

    def _open_skills_list(self, xmlid, field, value):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(f"regie_accompaniment.{xmlid}")
        return {**action, "domain": [(field, "=", value)], "context": {f"default_{field}": value}}
