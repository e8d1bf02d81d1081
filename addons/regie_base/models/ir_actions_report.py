from odoo import api, models


class IrActionsReport(models.Model):
    """A spreadsheet made by a report is an export like another: it leaves a trace."""

    _inherit = "ir.actions.report"

    @api.model
    def _render_xlsx(self, report_ref, docids, data):
        rendered = super()._render_xlsx(report_ref, docids, data)
        report = self._get_report(report_ref)
        if report.model in self.env:
            ids = docids if isinstance(docids, (list, tuple)) else [docids]
            self.env["regie.export.log"]._log(self.env[report.model].browse(filter(None, ids)), title=report.name)
        return rendered
