from odoo import models
from odoo.tools import format_date


class RegieMediationStatementXlsx(models.AbstractModel):
    """The statistics of a period as a spreadsheet: one sheet per section, protected as on the screen."""

    _name = "report.regie_mediation.statement_xlsx"
    _description = "Statistics of the mediation, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the sections of one statement."""
        statement = objs[:1]
        head = workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "border": 1})
        right = workbook.add_format({"align": "right"})
        period = f"{format_date(self.env, statement.date_from)} – {format_date(self.env, statement.date_to)}"
        for section in statement._get_sections():
            sheet = workbook.add_worksheet(section["title"][:31])
            sheet.set_column(0, 0, 48)
            sheet.set_column(1, 2, 14)
            sheet.write_row(0, 0, [section["title"], period], head)
            row = 1
            for label, text in section["figures"]:
                self._write(sheet, row, label, text, right)
                row += 1
            for table in section["tables"]:
                row += 1
                self._write(sheet, row, table["title"], table["total"], head)
                for label, text, share in table["rows"]:
                    row += 1
                    self._write(sheet, row, label, text, right)
                    if share is not None:
                        sheet.write_string(row, 2, f"{share} %", right)
                row += 1

    def _write(self, sheet, row, label, text, style):
        sheet.write_string(row, 0, label)
        if text.isdigit():
            sheet.write_number(row, 1, int(text), style)
        else:
            sheet.write_string(row, 1, text, style)
