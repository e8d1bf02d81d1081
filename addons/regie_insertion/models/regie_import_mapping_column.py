from odoo import fields, models

from .regie_import_mapping import MEANINGS


class RegieImportMappingColumn(models.Model):
    """A column of a source of files and what it means."""

    _name = "regie.import.mapping.column"
    _description = "Column of a source of files"
    _rec_name = "header"

    mapping_id = fields.Many2one("regie.import.mapping", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="mapping_id.company_id", store=True)
    header = fields.Char(string="Column", required=True)
    meaning = fields.Selection(MEANINGS, required=True)

    _header_uniq = models.Constraint("UNIQUE (mapping_id, header)", "A column of a source has one meaning.")
