from odoo import models


class YearTableXlsx(models.AbstractModel):
    """The yearly tables as a spreadsheet, one sheet each."""

    _name = "report.regie_insertion.year_table_xlsx"
    _description = "Yearly Tables (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet per table: title, columns, rows, note."""
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED"})
        title = workbook.add_format({"bold": True, "font_size": 13})
        muted = workbook.add_format({"italic": True, "font_color": "#666666"})
        right = workbook.add_format({"align": "right"})
        for wizard in objs:
            for number, table in enumerate(wizard._get_tables(), start=1):
                sheet = workbook.add_worksheet(f"{number} {table['code']}"[:31])
                sheet.write_string(0, 0, f"{table['title']} - {wizard.year}", title)
                sheet.write_string(1, 0, wizard.annex_id.number or wizard.company_id.name, muted)
                for column, name in enumerate(table["columns"]):
                    sheet.write_string(3, column, name, bold)
                row = 4
                for row, cells in enumerate(table["rows"], start=4):
                    self._write_row(sheet, row, cells, right)
                if table.get("note"):
                    sheet.write_string(row + 2, 0, table["note"], muted)
                sheet.set_column(0, 0, 48)
                sheet.set_column(1, len(table["columns"]), 16)
                sheet.freeze_panes(4, 1)

    def _write_row(self, sheet, row, cells, right):
        sheet.write_string(row, 0, cells[0])
        for column, cell in enumerate(cells[1:], start=1):
            if isinstance(cell, int | float):
                sheet.write_number(row, column, cell)
            elif cell is not None:
                sheet.write_string(row, column, cell, right)
