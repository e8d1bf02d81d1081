from datetime import date

from odoo import models


class ClauseDeclarationBuyerXlsx(models.AbstractModel):
    """The buyer's version of the declarations as a spreadsheet: one row per declaration, no name anywhere."""

    _name = "report.regie_insertion.clause_declaration_buyer_xlsx"
    _description = "Clause Declarations, Buyer's Version (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet with one row per declaration."""
        sheet = workbook.add_worksheet(self.env._("Declarations"))
        bold, day, number = _get_formats(workbook)
        titles = [
            self.env._("Market and lot"),
            self.env._("Object"),
            self.env._("Buyer"),
            self.env._("From"),
            self.env._("To"),
            self.env._("Version"),
            self.env._("Hours"),
            self.env._("Difference"),
            self.env._("QPV hours"),
            self.env._("QPV share (%)"),
            self.env._("People"),
            self.env._("QPV people"),
            self.env._("Women"),
            self.env._("Hours due"),
            self.env._("Hours since the start"),
            self.env._("Hours expected"),
            self.env._("Gap"),
            self.env._("Hours still due"),
            self.env._("Progress (%)"),
        ]
        _write_titles(sheet, titles, bold)
        for row, one in enumerate(objs, start=1):
            sheet.write_string(row, 0, one.clause_id.reference)
            sheet.write_string(row, 1, one.clause_id.name or "")
            sheet.write_string(row, 2, one.buyer_id.name)
            sheet.write_datetime(row, 3, one.date_from, day)
            sheet.write_datetime(row, 4, one.date_to, day)
            sheet.write_number(row, 5, one.version)
            for column, value in enumerate((one.hours, one.hours_delta, one.hours_qpv, one.qpv_share), start=6):
                sheet.write_number(row, column, value, number)
            sheet.write_number(row, 10, one.people_count)
            for column, name in ((11, "people_qpv_count"), (12, "women_count")):
                sheet.write(row, column, one._get_shown_count(name))
            totals = (
                one.hours_target,
                one.hours_total,
                one.hours_expected,
                one.hours_gap,
                one.hours_remaining,
                one.progress,
            )
            for column, value in enumerate(totals, start=13):
                sheet.write_number(row, column, value, number)


class ClauseDeclarationPeopleXlsx(models.AbstractModel):
    """The nominative list of the declarations as a spreadsheet, for the régie and the facilitator."""

    _name = "report.regie_insertion.clause_declaration_people_xlsx"
    _description = "Clause Declarations, Nominative List (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet with one row per person and declaration; reading the people asks for the right on them."""
        sheet = workbook.add_worksheet(self.env._("Nominative list"))
        bold, day, number = _get_formats(workbook)
        titles = [
            self.env._("Market and lot"),
            self.env._("From"),
            self.env._("To"),
            self.env._("Version"),
            self.env._("Matricule"),
            self.env._("Name"),
            self.env._("Hours"),
            self.env._("QPV hours"),
            self.env._("Difference"),
            self.env._("Hours not counted"),
            self.env._("Note"),
        ]
        _write_titles(sheet, titles, bold)
        for row, line in enumerate(objs.line_ids, start=1):
            declaration = line.declaration_id
            sheet.write_string(row, 0, declaration.clause_id.reference)
            sheet.write_datetime(row, 1, declaration.date_from, day)
            sheet.write_datetime(row, 2, declaration.date_to, day)
            sheet.write_number(row, 3, declaration.version)
            sheet.write_string(row, 4, line.registration_number or "")
            sheet.write_string(row, 5, line.name)
            figures = (line.hours, line.hours_qpv, line.hours_delta, line.hours_refused)
            for column, value in enumerate(figures, start=6):
                sheet.write_number(row, column, value, number)
            sheet.write_string(row, 10, line.note or "")


class ClauseDeclarationFacilitatorXlsx(models.AbstractModel):
    """The nominative file of the facilitator as a spreadsheet: the same rows as its CSV."""

    _name = "report.regie_insertion.clause_declaration_facilitator_xlsx"
    _description = "Clause Declarations, Facilitator's File (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet with one row per person and month; reading the people asks for the right on them."""
        sheet = workbook.add_worksheet(self.env._("Facilitator"))
        bold, day, number = _get_formats(workbook)
        rows = objs._get_facilitator_rows()
        _write_titles(sheet, objs._get_facilitator_titles(), bold)
        for row, values in enumerate(rows, start=1):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, day)
                elif isinstance(value, float):
                    sheet.write_number(row, column, value, number)
                else:
                    sheet.write_string(row, column, str(value or ""))


def _get_formats(workbook):
    """Bold, day and hours."""
    return (
        workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED"}),
        workbook.add_format({"num_format": "dd/mm/yyyy"}),
        workbook.add_format({"num_format": "#,##0.00"}),
    )


def _write_titles(sheet, titles, bold):
    """First row, kept in sight."""
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title, bold)
    sheet.set_column(0, len(titles) - 1, 16)
    sheet.freeze_panes(1, 1)
