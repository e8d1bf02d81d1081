from odoo import models


class CerfaXlsx(models.AbstractModel):
    """The tables of the Cerfa forms of a grant, in the order of the forms: budget (12156) and report (15059)."""

    _name = "report.regie_grant.cerfa_xlsx"
    _description = "Cerfa tables of a grant (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Two sheets by grant; the export is logged, text of users is never a formula."""
        self.env["regie.export.log"]._log(objs, title=self.env._("Cerfa tables of grants"))
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "head": workbook.add_format({"bold": True, "bg_color": "#EDEDED", "text_wrap": True, "border": 1}),
            "bold": workbook.add_format({"bold": True, "border": 1}),
            "text": workbook.add_format({"border": 1, "text_wrap": True}),
            "euro": workbook.add_format({"num_format": "#,##0", "border": 1}),
            "cent": workbook.add_format({"num_format": "#,##0.00", "border": 1}),
            "sum": workbook.add_format({"num_format": "#,##0.00", "border": 1, "bold": True}),
            "rate": workbook.add_format({"num_format": '0.0" %"', "border": 1}),
        }
        for index, grant in enumerate(objs, 1):
            suffix = f" {index}" if len(objs) > 1 else ""
            self._write_budget(workbook.add_worksheet(f"12156{suffix}"), grant, formats)
            self._write_report(workbook.add_worksheet(f"15059{suffix}"), grant, formats)

    def _write_budget(self, sheet, grant, formats):
        """Charges on the left, income on the right, totals, and the sentence of the form."""
        self._write_title(sheet, self.env._("Budget of the project"), grant, formats)
        bottom, totals = 4, grant._get_totals()
        for column, side in ((0, "charge"), (2, "income")):
            row = 4
            for item in grant._get_table()[side]:
                style = formats["bold"] if item["is_heading"] else formats["text"]
                sheet.write_string(row, column, item["name"], style)
                sheet.write_number(row, column + 1, item["planned"], formats["euro"])
                row += 1
            bottom = max(bottom, row)
        for column, label in ((0, self.env._("CHARGES")), (2, self.env._("INCOME"))):
            sheet.write_string(3, column, label, formats["head"])
            sheet.write_string(3, column + 1, self.env._("Planned (€)"), formats["head"])
        for offset, (label, key) in enumerate(
            ((self.env._("TOTAL"), "cash"), (self.env._("TOTAL with contributions in kind"), "whole"))
        ):
            for column, side in ((0, "charge"), (2, "income")):
                sheet.write_string(bottom + offset, column, label, formats["bold"])
                sheet.write_number(bottom + offset, column + 1, totals[side][key]["planned"], formats["sum"])
        sheet.write_string(bottom + 3, 0, grant.percent_sentence or "")
        sheet.set_column(0, 0, 52)
        sheet.set_column(2, 2, 52)
        sheet.set_column(1, 1, 14)
        sheet.set_column(3, 3, 14)
        self._set_page(sheet)

    def _write_report(self, sheet, grant, formats):
        """Planned, done, percentage and explanation of each row; the rule of indirect costs; the comment."""
        self._write_title(sheet, self.env._("Financial report"), grant, formats)
        heads = (self.env._("Row"), self.env._("Planned (€)"), self.env._("Done (€)"), "%", self.env._("Explanation"))
        row = 3
        totals = grant._get_totals()
        for side, label in (("charge", self.env._("CHARGES")), ("income", self.env._("INCOME"))):
            for column, head in enumerate((label, *heads[1:])):
                sheet.write_string(row, column, head, formats["head"])
            row += 1
            for item in (*grant._get_table()[side], {**totals[side]["cash"], "name": self.env._("TOTAL")}):
                self._write_item(sheet, row, item, formats)
                row += 1
            row += 1
        for label, text in (
            (self.env._("Rule of the indirect costs"), grant.indirect_rule),
            (self.env._("Comment of the report"), grant.report_note),
            (self.env._("Outside of the table"), grant.unmapped_sentence),
        ):
            sheet.write_string(row, 0, label, formats["bold"])
            sheet.merge_range(row, 1, row, 4, "", formats["text"])
            sheet.write_string(row, 1, text or "", formats["text"])
            row += 1
        sheet.set_column(0, 0, 52)
        sheet.set_column(1, 3, 14)
        sheet.set_column(4, 4, 50)
        sheet.freeze_panes(4, 1)
        self._set_page(sheet)

    def _write_item(self, sheet, row, item, formats):
        is_heading = item.get("is_heading", True)
        sheet.write_string(row, 0, item["name"], formats["bold" if is_heading else "text"])
        sheet.write_number(row, 1, item["planned"], formats["euro"])
        sheet.write_number(row, 2, item["actual"], formats["cent"])
        if item["planned"]:
            sheet.write_number(row, 3, 100 * item["actual"] / item["planned"], formats["rate"])
        else:
            sheet.write_string(row, 3, "", formats["text"])
        sheet.write_string(row, 4, item.get("note") or "", formats["text"])

    def _write_title(self, sheet, title, grant, formats):
        sheet.write_string(0, 0, f"{title}: {grant.name}", formats["title"])
        sheet.write_string(1, 0, f"{grant.company_id.name}, {grant.funder_id.name}, {grant.number or ''}")

    def _set_page(self, sheet):
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
