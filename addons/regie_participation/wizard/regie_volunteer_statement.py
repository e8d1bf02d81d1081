from odoo import fields, models


class RegieVolunteerStatement(models.TransientModel):
    """For which year, and for whom, the statements of volunteer time are printed."""

    _name = "regie.volunteer.statement"
    _description = "Print statements of volunteer time"

    year = fields.Integer(required=True, default=lambda self: fields.Date.context_today(self).year)
    volunteer_ids = fields.Many2many(
        "regie.volunteer", string="Volunteers", required=True, default=lambda self: self.env.context.get("active_ids")
    )

    def action_print(self):
        """Print one page per volunteer."""
        self.ensure_one()
        report = self.env.ref("regie_participation.regie_volunteer_report_statement")
        return report.report_action(
            self.volunteer_ids, data={"year": self.year, "ids": self.volunteer_ids.ids}, config=False
        )
