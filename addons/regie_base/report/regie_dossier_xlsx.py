import json
from decimal import Decimal

from odoo import models


class RegieDossierXlsx(models.AbstractModel):
    """The spreadsheet of a frozen dossier, made of the sealed text alone; no text is ever taken for a formula."""

    _name = "report.regie_base.regie_dossier_xlsx"
    _inherit = "report.report_xlsx.abstract"
    _description = "Spreadsheet of a dossier"

    def get_workbook_options(self):
        """Answer the options that keep every text a text."""
        return {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}

    def generate_xlsx_report(self, workbook, data, objs):
        """Write the sheets of each dossier: summary, figures, criteria, evidence."""
        formats = {
            "head": workbook.add_format({"bold": True, "bg_color": "#E8EEF4", "border": 1, "text_wrap": True}),
            "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
            "title": workbook.add_format({"bold": True, "font_size": 14}),
        }
        for dossier in objs:
            workbook.set_properties({"title": dossier.name, "created": dossier.date_frozen})
            sealed = json.loads(dossier._get_payload())
            self._write_summary(workbook, formats, dossier, sealed)
            self._write_figures(workbook, formats, sealed)
            self._write_criteria(workbook, formats, sealed)
            self._write_evidence(workbook, formats, sealed)

    def _write_summary(self, workbook, formats, dossier, sealed):
        sheet = workbook.add_worksheet(self.env._("Dossier"))
        sheet.set_column(0, 0, 26)
        sheet.set_column(1, 1, 80)
        sheet.write_string(0, 0, sealed["dossier"]["name"], formats["title"])
        scope, template = sealed["scope"], sealed["template"]
        rows = [
            (self.env._("Régie"), scope["company"]),
            (self.env._("Template"), f"{template['name']} ({template['version']})"),
            (self.env._("From"), scope["date_from"]),
            (self.env._("To"), scope["date_to"]),
            (self.env._("About"), scope["partner"]),
            (self.env._("Territory"), scope["territory"]),
            (self.env._("Activity"), scope["activity"]),
            (self.env._("Frozen on (UTC)"), sealed["frozen"]["at"]),
            (self.env._("Frozen by"), sealed["frozen"]["by"]),
            (self.env._("Number in the chain"), str(sealed["dossier"]["number"])),
            (self.env._("Previous seal"), sealed["dossier"]["previous_seal"]),
            (self.env._("Seal (SHA-256)"), dossier.seal),
        ]
        for rank, (label, value) in enumerate(rows, start=2):
            sheet.write_string(rank, 0, label, formats["head"])
            sheet.write_string(rank, 1, value, formats["text"])

    def _write_figures(self, workbook, formats, sealed):
        heads = [
            (self.env._("Section"), 24),
            (self.env._("Criterion"), 12),
            (self.env._("Figure"), 36),
            (self.env._("Value"), 14),
            (self.env._("Unit"), 10),
            (self.env._("Numerator"), 14),
            (self.env._("Denominator"), 14),
            (self.env._("Records behind"), 12),
            (self.env._("Definition"), 60),
            (self.env._("Source"), 30),
        ]
        sheet = self._add_table(workbook, formats, self.env._("Figures"), heads)
        rank = 0
        for section, criterion in self._criteria(sealed):
            for figure in criterion["figures"]:
                rank += 1
                self._write_row(
                    sheet,
                    rank,
                    formats,
                    [
                        section["name"],
                        criterion["code"],
                        figure["name"],
                        self._number(figure["value"], figure.get("reason") or self.env._("not computable")),
                        figure["unit"],
                        self._number(figure["numerator"]),
                        self._number(figure["denominator"]),
                        Decimal(figure["source_count"]),
                        figure["definition"],
                        figure["source"],
                    ],
                )

    def _write_criteria(self, workbook, formats, sealed):
        heads = [
            (self.env._("Section"), 24),
            (self.env._("Criterion"), 12),
            (self.env._("Name"), 36),
            (self.env._("What is expected"), 60),
            (self.env._("Text"), 80),
            (self.env._("Our rating"), 16),
            (self.env._("Files"), 8),
        ]
        sheet = self._add_table(workbook, formats, self.env._("Criteria"), heads)
        for rank, (section, criterion) in enumerate(self._criteria(sealed), start=1):
            count = Decimal(len(criterion["evidence"]))
            texts = [section["name"], *(criterion[name] for name in ("code", "name", "expected", "narrative"))]
            self._write_row(sheet, rank, formats, [*texts, criterion.get("own_rating", ""), count])

    def _write_evidence(self, workbook, formats, sealed):
        heads = [
            (self.env._("Criterion"), 12),
            (self.env._("File"), 40),
            (self.env._("Path in the archive"), 50),
            (self.env._("Size (bytes)"), 14),
            (self.env._("SHA-256"), 70),
        ]
        sheet = self._add_table(workbook, formats, self.env._("Evidence"), heads)
        files = [(criterion, file) for _section, criterion in self._criteria(sealed) for file in criterion["evidence"]]
        for rank, (criterion, file) in enumerate(files, start=1):
            row = [criterion["code"], file["name"], file["path"], Decimal(file["size"]), file["sha256"]]
            self._write_row(sheet, rank, formats, row)

    def _add_table(self, workbook, formats, name, heads):
        """Answer a new sheet with its heads, its widths and its first line frozen."""
        sheet = workbook.add_worksheet(name)
        for column, (head, width) in enumerate(heads):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, formats["head"])
        sheet.freeze_panes(1, 0)
        return sheet

    def _write_row(self, sheet, rank, formats, cells):
        """Write numbers as numbers and everything else as text."""
        for column, cell in enumerate(cells):
            if isinstance(cell, Decimal):
                sheet.write_number(rank, column, cell, formats["text"])
            else:
                sheet.write_string(rank, column, cell or "", formats["text"])

    def _criteria(self, sealed):
        return [(section, criterion) for section in sealed["sections"] for criterion in section["criteria"]]

    def _number(self, text, otherwise=""):
        return otherwise if text is None else Decimal(text)
