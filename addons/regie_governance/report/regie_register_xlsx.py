from odoo import fields, models


class RegieRegisterXlsx(models.AbstractModel):
    """The register as a spreadsheet, with the seals: anyone can follow the chain again. No text becomes a formula."""

    _name = "report.regie_governance.register_xlsx"
    _description = "Register of the association (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def get_workbook_options(self):
        """Answer the options that keep every text a text."""
        return {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

    def generate_xlsx_report(self, workbook, data, objs):
        """Write one row per line of the register, in the order of the numbers."""
        sheet = workbook.add_worksheet(self.env._("Register"))
        head = workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True})
        text = workbook.add_format({"text_wrap": True, "valign": "top"})
        moment = workbook.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})
        columns = (
            (self.env._("Number"), 10),
            (self.env._("Date"), 18),
            (self.env._("Kind"), 24),
            (self.env._("Reference"), 18),
            (self.env._("Entry"), 80),
            (self.env._("Meeting"), 34),
            (self.env._("Seal (SHA-256)"), 68),
            (self.env._("Previous seal"), 68),
        )
        for column, (title, width) in enumerate(columns):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        sheet.freeze_panes(1, 1)
        kinds = dict(objs._fields["kind"]._description_selection(self.env))
        for row, entry in enumerate(objs.sorted(lambda entry: (entry.company_id.id, entry.number)), start=1):
            sheet.write_number(row, 0, entry.number, text)
            local = fields.Datetime.context_timestamp(entry, entry.date).replace(tzinfo=None)
            sheet.write_datetime(row, 1, local, moment)
            words = (
                kinds[entry.kind],
                entry.reference,
                entry.summary,
                entry.meeting_id.sudo().name,  # sudo: the register itself says of what meeting a line is
                entry.seal,
                entry.previous_seal,
            )
            for column, word in enumerate(words, start=2):
                sheet.write_string(row, column, word or "", text)
