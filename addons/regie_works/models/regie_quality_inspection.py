from odoo import models


class RegieQualityInspection(models.Model):
    """The reception of works is not ended without a photo after them."""

    _inherit = "regie.quality.inspection"

    def action_done(self):
        """End inspections; a reception of works needs the photo after them, and dates the reception.

        :raise UserError: E-CHANT-01
        """
        works = self.filtered(lambda one: one.kind == "reception").project_id.filtered("is_building_site")
        works._check_photo_after()
        result = super().action_done()
        for project in works:
            days = self.filtered(lambda one, project=project: one.project_id == project).mapped("date")
            # sudo: whoever inspects may not change the worksite; the inspection says the day
            project.sudo().date_received = max(days)
        return result
