from odoo import fields, models


class ProjectProject(models.Model):
    """A worksite with its recurring services and their passes."""

    _inherit = "project.project"

    service_ids = fields.One2many("regie.service", "project_id", string="Recurring services")
    service_count = fields.Integer(string="Number of services", compute="_compute_service_count")

    def _compute_service_count(self):
        groups = self.env["regie.service"]._read_group([("project_id", "in", self.ids)], ["project_id"], ["__count"])
        counts = {project.id: count for project, count in groups}
        for project in self:
            project.service_count = counts.get(project.id, 0)

    def action_view_services(self):
        """Open the recurring services of this worksite."""
        context = {"default_project_id": self.id, "default_frequency": "weekly"}
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_service_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": context}

    def action_view_interventions(self):
        """Open the passes of this worksite."""
        context = {"default_project_id": self.id, "search_default_to_come": 1}
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_gup.regie_intervention_action")
        return {**action, "domain": [("project_id", "=", self.id)], "context": context}
