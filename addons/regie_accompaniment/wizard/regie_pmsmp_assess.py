from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..models.regie_pmsmp import JOBS, RESULTS


class RegiePmsmpAssess(models.TransientModel):
    """Assessment of an immersion: did it go to its end, what was learnt, did it bring a job."""

    _name = "regie.pmsmp.assess"
    _description = "Assessment of an immersion"

    pmsmp_id = fields.Many2one("regie.pmsmp", required=True, ondelete="cascade")
    date_start = fields.Date(related="pmsmp_id.date_start")
    date_end = fields.Date(related="pmsmp_id.date_end")
    result = fields.Selection(RESULTS, required=True, default="completed")
    last_day = fields.Date(string="Last day done")
    missed_hours = fields.Float()
    are_goals_met = fields.Boolean(string="Goals met")
    assessment = fields.Text(string="Assessment of the tutor")
    is_hired = fields.Boolean(string="Ended with a job")
    job_type = fields.Selection(JOBS, string="Kind of job")

    @api.constrains("result", "last_day", "is_hired", "job_type")
    def _check_answers(self):
        for wizard in self:
            inside = wizard.last_day and wizard.date_start <= wizard.last_day <= wizard.date_end
            if wizard.result == "partial" and not inside:
                raise ValidationError(
                    self.env._("Give the last day done, between the first and the last day of the immersion.")
                )
            if wizard.is_hired and not wizard.job_type:
                raise ValidationError(self.env._("Say which kind of job the immersion brought."))

    def action_assess(self):
        """Write the assessment on the immersion."""
        self.ensure_one()
        partial = self.result == "partial"
        self.pmsmp_id._assess(
            {
                "result": self.result,
                "last_day": self.last_day if partial else False,
                "missed_hours": self.missed_hours if partial else 0,
                "are_goals_met": self.are_goals_met and self.result != "no_show",
                "assessment": self.assessment,
                "is_hired": self.is_hired,
                "job_type": self.job_type if self.is_hired else False,
            }
        )
        return {"type": "ir.actions.act_window_close"}
