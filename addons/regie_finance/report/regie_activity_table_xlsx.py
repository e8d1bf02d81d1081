from odoo import models


class RegieActivityTableXlsx(models.AbstractModel):
    """The result by activity as a workbook: numbers as numbers, one sheet by way of grouping the columns."""

    _name = "report.regie_finance.regie_activity_table_xlsx"
    _description = "Result by activity, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the tables of the exercises ``objs`` in ``workbook``."""
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "border": 1, "text_wrap": True}),
            "text": workbook.add_format({}),
            "number": workbook.add_format({"num_format": "#,##0.00"}),
            "total": workbook.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}),
            "note": workbook.add_format({"italic": True, "font_color": "#B02A37"}),
        }
        for exercise in objs:
            for group_by, name in self.env["regie.activity.table"]._get_groupings():
                table = self.env["regie.activity.table"].get_table(exercise.id, group_by)
                sheet = workbook.add_worksheet(f"{exercise.name} {name}"[:31])
                self._write_table(sheet, exercise, table, name, formats)

    def _write_table(self, sheet, exercise, table, name, formats):
        """Write one table: title, columns, rows."""
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.freeze_panes(3, 1)
        sheet.set_column(0, 0, 46)
        sheet.set_column(1, len(table["columns"]), 15)
        title = self.env._(
            "%(company)s: result %(exercise)s, %(name)s",
            company=exercise.company_id.name,
            exercise=exercise.name,
            name=name.lower(),
        )
        sheet.write_string(0, 0, title, formats["title"])
        sheet.write_string(1, 0, table["warning"], formats["note"])
        for rank, column in enumerate(table["columns"], start=1):
            sheet.write_string(2, rank, column["name"], formats["head"])
        for rank, row in enumerate(table["rows"], start=3):
            is_total = row["kind"] == "total"
            sheet.write_string(rank, 0, row["name"], formats["total" if is_total else "text"])
            for place, column in enumerate(table["columns"], start=1):
                value = row["values"].get(column["key"])
                if value is not None:
                    sheet.write_number(rank, place, value, formats["total" if is_total else "number"])
