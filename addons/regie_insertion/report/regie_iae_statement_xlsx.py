from odoo import models
from odoo.tools.misc import format_date

LAST_COLUMN = 9


class RegieIaeStatementXlsx(models.AbstractModel):
    """The monthly statement as a workbook: one sheet per statement, numbers as numbers, totals as formulas."""

    _name = "report.regie_insertion.regie_iae_statement_xlsx"
    _description = "Monthly IAE statement, XLSX"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the statements ``objs`` in ``workbook``."""
        formats = {
            "title": workbook.add_format({"bold": True, "font_size": 14}),
            "label": workbook.add_format({"font_color": "#555555"}),
            "head": workbook.add_format({"bold": True, "bg_color": "#E9ECEF", "border": 1, "text_wrap": True}),
            "text": workbook.add_format({}),
            "hours": workbook.add_format({"num_format": "#,##0.00"}),
            "total": workbook.add_format({"bold": True, "top": 1, "num_format": "#,##0.00"}),
            "date": workbook.add_format({"num_format": "dd/mm/yyyy", "align": "left"}),
        }
        for index, statement in enumerate(objs, start=1):
            name = f"{index} {statement.date_month:%Y-%m} v{statement.version}"
            sheet = workbook.add_worksheet(name)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.set_column(0, 0, 12)
            sheet.set_column(1, 1, 30)
            sheet.set_column(2, LAST_COLUMN, 13)
            row = self._write_header(sheet, statement, formats)
            self._write_lines(sheet, statement, formats, row + 1)

    def _write_header(self, sheet, statement, formats):
        """Write the head of the statement; return the first free row."""
        month = format_date(self.env, statement.date_month, date_format="MMMM y")
        sheet.write_string(0, 0, self.env._("Monthly statement of %(month)s", month=month), formats["title"])
        for row, (label, value) in enumerate(self._get_header(statement), start=2):
            sheet.write_string(row, 0, label, formats["label"])
            if isinstance(value, (int, float)):
                sheet.write_number(row, 2, value, formats["hours" if isinstance(value, float) else "text"])
            else:
                sheet.write_string(row, 2, value or "", formats["text"])
        return len(self._get_header(statement)) + 2

    def _get_header(self, statement):
        company = statement.company_id
        state = dict(statement._fields["state"]._description_selection(self.env))[statement.state]
        return [
            (self.env._("Structure"), company.name),
            (self.env._("SIRET"), company.company_registry or ""),
            (self.env._("Financial annex"), statement.annex_id.number),
            (self.env._("Version"), statement.version),
            (self.env._("State"), state),
            (self.env._("Fixed monthly payment"), float(statement.monthly_amount)),
            (self.env._("Employees declared"), statement.employee_count),
            (self.env._("Hours declared"), float(statement.hours_declared)),
            (self.env._("Hours eligible to the aid"), float(statement.hours_eligible)),
            (self.env._("Employees counted for the aid"), statement.contributing_count),
            (self.env._("Realised FTE"), float(statement.etp_realised)),
            (self.env._("Conventioned FTE"), float(statement.etp_conventioned)),
            (self.env._("Realisation rate (%)"), float(statement.rate)),
        ]

    def _write_lines(self, sheet, statement, formats, row):
        """Write one row per person declared and the totals, by formula with the value already worked out."""
        lines = statement.line_ids.filtered("insertion_hours")
        titles = [
            self.env._("Number"),
            self.env._("Name"),
            self.env._("Birth date"),
            self.env._("Form of contract"),
            self.env._("Contract from"),
            self.env._("Contract until"),
            self.env._("Hours declared"),
            self.env._("Of which corrections"),
            self.env._("FTE share"),
            self.env._("Counts for the aid"),
        ]
        for column, title in enumerate(titles):
            sheet.write_string(row, column, title, formats["head"])
        sheet.freeze_panes(row + 1, 2)
        first = row + 1
        forms = dict(lines._fields["iae_form"]._description_selection(self.env))
        sees_birth_date = lines._has_field_access(lines._fields["birth_date"], "read")
        for number, line in enumerate(lines, start=first):
            sheet.write_string(number, 0, line.registration_number or "", formats["text"])
            sheet.write_string(number, 1, line.employee_name or "", formats["text"])
            sheet.write_string(number, 3, forms.get(line.iae_form, ""), formats["text"])
            dates = {2: line.birth_date if sees_birth_date else False, 4: line.contract_date_start}
            dates[5] = line.contract_date_end
            for column, day in dates.items():
                if day:
                    sheet.write_datetime(number, column, day, formats["date"])
            sheet.write_number(number, 6, line.insertion_hours, formats["hours"])
            sheet.write_number(number, 7, line.corrected_hours, formats["hours"])
            sheet.write_number(number, 8, line.etp_share, formats["hours"])
            answer = self.env._("Yes") if line.is_eligible else (line.ineligible_reason or self.env._("No"))
            sheet.write_string(number, 9, answer, formats["text"])
        self._write_total(sheet, statement, formats, first, first + len(lines))

    def _write_total(self, sheet, statement, formats, first, row):
        """Totals below the lines ``first`` to ``row - 1``. The FTE total is worked out on the hours, not the shares."""
        sheet.write_string(row, 1, self.env._("Total"), formats["total"])
        totals = {6: statement.hours_declared, 7: statement.hours_corrected}
        for column, value in totals.items():
            letter = chr(ord("A") + column)
            formula = f"=SUM({letter}{first + 1}:{letter}{max(row, first + 1)})" if row > first else "=0"
            sheet.write_formula(row, column, formula, formats["total"], value)
        basis = float(statement.hours_basis or 0)
        formula = f"=ROUND(G{row + 1}*12/{basis},2)" if basis else "=0"
        sheet.write_formula(row, 8, formula, formats["total"], statement.etp_realised)
