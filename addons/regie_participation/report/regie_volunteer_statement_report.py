from odoo import api, fields, models


class RegieVolunteerStatementReport(models.AbstractModel):
    """What the yearly statement of a volunteer prints: the validated hours of one year, per category."""

    _name = "report.regie_participation.report_volunteer_statement"
    _description = "Statement of volunteer time"

    @api.model
    def _get_report_values(self, docids, data=None):
        """The volunteers and, for each, the figures of the year asked for (the year under way by default)."""
        volunteers = self.env["regie.volunteer"].browse(docids)
        year = int((data or {}).get("year") or fields.Date.context_today(self).year)
        return {
            "doc_ids": docids,
            "doc_model": "regie.volunteer",
            "docs": volunteers,
            "year": year,
            "today": fields.Date.context_today(self),
            "statements": {volunteer.id: volunteer._get_statement(year) for volunteer in volunteers},
        }
