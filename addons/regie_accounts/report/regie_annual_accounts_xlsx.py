from odoo import models
from odoo.tools import format_date, html2plaintext


class RegieAnnualAccountsXlsx(models.AbstractModel):
    """The annual accounts as a spreadsheet: one sheet by statement, then the annex. Text never becomes a formula."""

    _name = "report.regie_accounts.regie_annual_accounts_xlsx"
    _description = "Annual accounts, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def get_workbook_options(self):
        """Answer the options that keep every text a text."""
        return {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the statements and the annex of one exercise."""
        accounts = objs[:1]
        accounts.check_access("read")
        self.env["regie.export.log"]._log(accounts, title=self.env._("Annual accounts, spreadsheet"))
        formats = self._get_formats(workbook)
        statements = accounts._get_statements()
        columns = {
            "gross": self.env._("Gross"),
            "depreciation": self.env._("Depreciation"),
            "amount": accounts.exercise_id.name,
            "amount_before": accounts.exercise_id.previous_id.name or self.env._("Exercise before"),
        }
        titles = dict(self.env["regie.statement.row"]._fields["statement"]._description_selection(self.env))
        for statement, rows in statements.items():
            wanted = list(columns) if statement == "balance_asset" else ["amount", "amount_before"]
            sheet = self._add_sheet(workbook, titles[statement], accounts, formats)
            self._write_statement(sheet, rows, {name: columns[name] for name in wanted}, formats)
        self._write_annex(self._add_sheet(workbook, self.env._("Annex"), accounts, formats), accounts, formats)

    def _get_formats(self, workbook):
        number = {"num_format": "#,##0.00"}
        return {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "align": "center"}),
            "text": workbook.add_format({}),
            "wrap": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "bold": workbook.add_format({"bold": True}),
            "number": workbook.add_format(number),
            "bold_number": workbook.add_format({**number, "bold": True, "top": 1}),
            **{f"level_{level}": workbook.add_format({"indent": level}) for level in range(4)},
        }

    def _add_sheet(self, workbook, title, accounts, formats):
        """Return a sheet with the name of the régie and the days of the exercise."""
        for mark in r"[]:*?/\\":
            title = title.replace(mark, " ")
        sheet = workbook.add_worksheet(title[:31])
        period = self.env._(
            "%(regie)s, exercise from %(start)s to %(end)s, in euros",
            regie=accounts.company_id.name,
            start=format_date(self.env, accounts.date_from),
            end=format_date(self.env, accounts.date_to),
        )
        sheet.write_string(0, 0, title, formats["title"])
        sheet.write_string(1, 0, period)
        sheet.set_column(0, 0, 70)
        sheet.set_column(1, 6, 18)
        sheet.fit_to_pages(1, 0)
        return sheet

    def _write_statement(self, sheet, rows, columns, formats):
        sheet.write_string(3, 0, "", formats["head"])
        for rank, title in enumerate(columns.values(), 1):
            sheet.write_string(3, rank, title, formats["head"])
        sheet.freeze_panes(4, 1)
        for line, row in enumerate(rows, 4):
            strong = row["kind"] in ("title", "total")
            sheet.write_string(line, 0, row["label"], formats["bold" if strong else f"level_{min(row['level'], 3)}"])
            if row["kind"] != "title":
                for rank, name in enumerate(columns, 1):
                    sheet.write_number(line, rank, row[name], formats["bold_number" if strong else "number"])

    def _write_annex(self, sheet, accounts, formats):
        line = 3
        for note in accounts.note_ids:
            sheet.write_string(line, 0, note.section_id.name, formats["bold"])
            line += 1
            text = html2plaintext(note.body or "").strip()
            if text:
                sheet.write_string(line, 0, text[:32000], formats["wrap"])
                line += 1
            table = note.table_data or {"heads": [], "rows": [], "total": None}
            if table["rows"]:
                for rank, head in enumerate(table["heads"]):
                    sheet.write_string(line, rank, head, formats["head"])
                for row in [*table["rows"], table["total"]]:
                    line += 1
                    self._write_cells(sheet, line, row, formats)
                line += 1
            line += 1

    def _write_cells(self, sheet, line, row, formats):
        """Write numbers as numbers, the rest as text."""
        for rank, cell in enumerate(row):
            if isinstance(cell, float):
                sheet.write_number(line, rank, cell, formats["number"])
            else:
                sheet.write_string(line, rank, str(cell), formats["text"])
