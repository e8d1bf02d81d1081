from odoo import models
from odoo.tools.misc import format_date

LAST_COLUMN = 13


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
            sheet.set_column(0, 0, 30)
            sheet.set_column(1, LAST_COLUMN, 13)
            row = self._write_header(sheet, statement, formats)
            self._write_lines(sheet, statement, formats, row + 1)

    def _write_header(self, sheet, statement, formats):
        """Write the head of the statement; return the first free row."""
        month = format_date(self.env, statement.date_month, date_format="MMMM y")
        sheet.write_string(0, 0, self.env._("Monthly statement of %(month)s", month=month), formats["title"])
        header = self._get_header(statement)
        for row, (label, value) in enumerate(header, start=2):
            sheet.write_string(row, 0, label, formats["label"])
            if isinstance(value, (int, float)):
                sheet.write_number(row, 3, value, formats["hours" if isinstance(value, float) else "text"])
            else:
                sheet.write_string(row, 3, value or "", formats["text"])
        return len(header) + 2

    def _get_header(self, statement):
        """Label and value of the head, in the order of the extranet of the ASP."""
        company = statement.company_id
        state = dict(statement._fields["state"]._description_selection(self.env))[statement.state]
        return [
            (self.env._("Structure"), company.name),
            (self.env._("Month of effect"), statement.month_name),
            (self.env._("SIRET"), statement.siret or ""),
            (self.env._("Financial annex"), statement.annex_id.number),
            (self.env._("Fixed monthly payment"), float(statement.monthly_amount)),
            (self.env._("Employees declared"), statement.employee_count),
            (self.env._("Of which on RSA"), statement.rsa_count),
            (self.env._("Hours declared"), float(statement.hours_declared)),
            (self.env._("Hours eligible to the aid"), float(statement.hours_eligible)),
            (self.env._("Employees counted for the aid"), statement.contributing_count),
            (self.env._("Realised FTE"), float(statement.etp_realised)),
            (self.env._("Conventioned FTE"), float(statement.etp_conventioned)),
            (self.env._("Realisation rate (%)"), float(statement.rate)),
            (self.env._("Version"), statement.version),
            (self.env._("State"), state),
        ]

    def _get_titles(self, statement):
        """The columns of the extranet, in its order, then ours."""
        return [
            *statement._get_asp_titles(),
            self.env._("Counts for the aid"),
            self.env._("Matricule"),
            self.env._("Exact hours"),
            self.env._("Of which corrections"),
            self.env._("FTE share"),
        ]

    def _write_lines(self, sheet, statement, formats, row):
        """Write one row per person declared and the totals, by formula with the value already worked out."""
        lines = statement.line_ids.filtered("is_declared")
        for column, title in enumerate(self._get_titles(statement)):
            sheet.write_string(row, column, title, formats["head"])
        sheet.freeze_panes(row + 1, 1)
        sees_birth_date, sees_wage = (
            lines._has_field_access(lines._fields[name], "read") for name in ("birth_date", "gross_wage")
        )
        for number, line in enumerate(lines, start=row + 1):
            answer = self.env._("Yes") if line.is_eligible else (line.ineligible_reason or self.env._("No"))
            texts = {0: line.employee_name, 2: line._get_asp_form(), 8: line.exit_date and line.exit_code}
            texts.update({9: answer, 10: line.registration_number})
            for column, text in texts.items():
                sheet.write_string(number, column, text or "", formats["text"])
            days = {1: line.birth_date if sees_birth_date else False, 5: line.contract_date_start}
            days.update({6: line.contract_date_end, 7: line.exit_date})
            for column, day in days.items():
                if day:
                    sheet.write_datetime(number, column, day, formats["date"])
            numbers = {3: line.declared_hours, 11: line.insertion_hours, 12: line.corrected_hours, 13: line.etp_share}
            if sees_wage:
                numbers[4] = line.gross_wage
            for column, value in numbers.items():
                sheet.write_number(number, column, value, formats["hours"])
        self._write_total(sheet, statement, formats, row + 1, row + 1 + len(lines))

    def _write_total(self, sheet, statement, formats, first, row):
        """Totals below the lines ``first`` to ``row - 1``. The FTE total is worked out on the hours, not the shares."""
        sheet.write_string(row, 0, self.env._("Total"), formats["total"])
        totals = {3: statement.hours_declared, 12: statement.hours_corrected}
        for column, value in totals.items():
            letter = chr(ord("A") + column)
            formula = f"=SUM({letter}{first + 1}:{letter}{max(row, first + 1)})" if row > first else "=0"
            sheet.write_formula(row, column, formula, formats["total"], value)
        basis = float(statement.hours_basis or 0)
        formula = f"=ROUND(D{row + 1}*12/{basis},2)" if basis else "=0"
        sheet.write_formula(row, 13, formula, formats["total"], statement.etp_realised)
