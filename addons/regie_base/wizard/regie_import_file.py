from odoo import fields, models


class RegieImportFile(models.TransientModel):
    """One file of an import, with the number of its rows by what became of them."""

    _name = "regie.import.file"
    _description = "File of an import"

    wizard_id = fields.Many2one("regie.import.wizard", required=True, ondelete="cascade", index=True)
    name = fields.Char(string="File", readonly=True)
    kind = fields.Char(string="Content", readonly=True)
    good_count = fields.Integer(string="Good", readonly=True)
    known_count = fields.Integer(string="Already entered", readonly=True)
    bad_count = fields.Integer(string="Refused", readonly=True)
    line_ids = fields.One2many("regie.import.line", "file_id")
