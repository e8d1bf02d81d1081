from odoo import models


class DiagnosisProofXlsx(models.AbstractModel):
    """Self-prescriptions and their proofs as a spreadsheet, one row per criterion."""

    _name = "report.regie_insertion.diagnosis_proof_xlsx"
    _description = "Proofs of the self-prescriptions (XLSX)"
    _inherit = "report.report_xlsx.abstract"

    def generate_xlsx_report(self, workbook, data, objs):
        """One sheet; criteria that the reader may not see are counted, and the export is logged."""
        self.env["regie.export.log"]._log(objs, title=self.env._("Proofs of the self-prescriptions"))
        sheet = workbook.add_worksheet(self.env._("Proofs"))
        bold = workbook.add_format({"bold": True, "text_wrap": True, "bg_color": "#EDEDED"})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        titles = [
            self.env._("Person"),
            self.env._("PASS IAE"),
            self.env._("Diagnosis"),
            self.env._("Criterion"),
            self.env._("Level"),
            self.env._("Proof asked for"),
            self.env._("Dated"),
            self.env._("Reference"),
            self.env._("Kept in"),
            self.env._("Still missing"),
        ]
        for column, title in enumerate(titles):
            sheet.write_string(0, column, title, bold)
        row = 0
        for diagnosis in objs:
            lines, hidden = diagnosis._get_proof_rows()
            for line in lines:
                row += 1
                self._write_heading(sheet, row, diagnosis, day)
                texts = (line.criterion_id.name, line.level, line.proof)
                for column, text in enumerate(texts, start=3):
                    sheet.write_string(row, column, text or "")
                if line.proof_date:
                    sheet.write_datetime(row, 6, line.proof_date, day)
                for column, text in enumerate((line.proof_reference, line.proof_location, line.missing), start=7):
                    sheet.write_string(row, column, text or "")
            if hidden:
                row += 1
                self._write_heading(sheet, row, diagnosis, day)
                sheet.write_string(row, 3, self.env._("%(count)s criteria reserved to social support", count=hidden))
        sheet.set_column(0, len(titles) - 1, 22)
        sheet.freeze_panes(1, 1)

    def _write_heading(self, sheet, row, diagnosis, day):
        sheet.write_string(row, 0, diagnosis.employee_id.name or "")
        sheet.write_string(row, 1, diagnosis.pass_id.number or "")
        sheet.write_datetime(row, 2, diagnosis.date, day)
