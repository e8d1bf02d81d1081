from odoo import fields, models


class RegieImportLine(models.TransientModel):
    """A row of a file that is not imported: its line in the spreadsheet, why, and what to do."""

    _name = "regie.import.line"
    _description = "Row of an import that asks for attention"
    _order = "file_id, number"

    wizard_id = fields.Many2one("regie.import.wizard", required=True, ondelete="cascade", index=True)
    file_id = fields.Many2one("regie.import.file", required=True, ondelete="cascade", index=True)
    number = fields.Integer(string="Line", readonly=True, help="Line number as the spreadsheet shows it.")
    status = fields.Selection(
        [("good", "Good"), ("known", "Already entered"), ("bad", "Refused")], required=True, readonly=True
    )
    content = fields.Char(readonly=True)
    code = fields.Char(readonly=True)
    reason = fields.Char(readonly=True)
    remedy = fields.Char(string="What to do", readonly=True)
