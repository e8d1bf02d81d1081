import datetime

from odoo import models


class EmployeeRecordXlsx(models.AbstractModel):
    """Fiches salarié as a spreadsheet that mirrors the fields of the State, one row per fiche."""

    _name = "report.regie_insertion.employee_record_xlsx"
    _description = "Fiches salarié (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet; what the reader may not see is masked, and the export is logged."""
        self.env["regie.export.log"]._log(objs, title=self.env._("Fiches salarié"))
        sheet = workbook.add_worksheet(self.env._("Fiches salarié"))
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for row, record in enumerate(objs, start=1):
            for column, (label, value, _needed, _sensitive) in enumerate(record._get_rows()):
                if row == 1:
                    sheet.write_string(0, column, label, bold)
                if isinstance(value, datetime.date):
                    sheet.write_datetime(row, column, value, day)
                else:
                    sheet.write_string(row, column, value or "")
        sheet.set_column(0, 60, 16)
        sheet.freeze_panes(1, 0)
