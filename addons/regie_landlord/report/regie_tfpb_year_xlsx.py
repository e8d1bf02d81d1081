from odoo import models


class RegieTfpbYearXlsx(models.AbstractModel):
    """The yearly table of a property tax agreement as a spreadsheet: one row per action, the axes in order."""

    _name = "report.regie_landlord.tfpb_year_xlsx"
    _description = "Table of a property tax agreement (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet per year of an agreement, with the total of each amount."""
        bold = workbook.add_format({"bold": True, "bg_color": "#EDEDED", "text_wrap": True, "valign": "top"})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        money = workbook.add_format({"num_format": "#,##0.00", "valign": "top"})
        total = workbook.add_format({"num_format": "#,##0.00", "bold": True})
        for number, one in enumerate(objs, start=1):
            sheet = workbook.add_worksheet(f"{number}. {one.year}")
            sheet.set_column(0, 2, 28)
            sheet.set_column(3, 9, 15)
            sheet.set_column(10, 10, 45)
            sheet.write_string(0, 0, one.agreement_id.name, bold)
            facts = (
                (self.env._("Landlord"), one.landlord_id.name),
                (self.env._("Year"), one.year),
                (self.env._("Abatement"), one.abatement_amount),
                (self.env._("Valued"), one.valued_total),
                (self.env._("Valued (%)"), one.rate),
                (self.env._("Balance"), one.balance),
            )
            for row, (label, value) in enumerate(facts, start=1):
                sheet.write_string(row, 0, label, bold)
                sheet.write(row, 1, value, money if isinstance(value, float) else text)
            first = len(facts) + 2
            sheet.write_row(first, 0, one._get_table_titles(), bold)
            sheet.freeze_panes(first + 1, 0)
            rows = one._get_table_rows()
            for row, cells in enumerate(rows, start=first + 1):
                for column, value in enumerate(cells):
                    sheet.write(row, column, value, money if isinstance(value, float) else text)
            last = first + 1 + len(rows)
            sheet.write_string(last, 0, self.env._("Total"), bold)
            for column in (4, 5, 6, 7, 8):
                sheet.write_number(last, column, sum(cells[column] for cells in rows), total)
