from odoo import api, models


class RegieExercise(models.Model):
    """The exercise whose accounts a meeting approved."""

    _inherit = "regie.exercise"

    @api.model
    def _get_approved_by(self, company, day):
        """The last exercise that was over on a day, if the day of its approval is not written yet."""
        exercise = self.search([("company_id", "=", company.id), ("date_to", "<", day)], order="date_to desc", limit=1)
        return exercise.filtered(lambda one: not one.approved_on)
