from odoo import models


class ProjectTask(models.Model):
    """Moving a task to another worksite moves its hours: they obey the same rules as hours typed there."""

    _inherit = "project.task"

    def write(self, vals):
        """Check the hours of the tasks before and after they change worksite (HRS-05 to HRS-09)."""
        if "project_id" not in vals:
            return super().write(vals)
        # sudo: the rule holds for the hours of people that the user may not read
        lines = self.env["account.analytic.line"].sudo().search([("task_id", "in", self.ids)])
        lines._check_hours_open()
        result = super().write(vals)
        lines._check_hours()
        return result
