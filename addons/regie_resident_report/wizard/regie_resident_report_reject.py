from odoo import fields, models


class RegieResidentReportReject(models.TransientModel):
    """Ask why a report is not followed up: the resident reads the reason."""

    _name = "regie.resident.report.reject"
    _description = "Report not followed up"

    report_id = fields.Many2one("regie.resident.report", required=True, ondelete="cascade")
    reason = fields.Text(required=True, help="Shown to whoever reported the problem.")

    def action_reject(self):
        """Leave the report without a follow-up."""
        self.report_id._reject(self.reason)
