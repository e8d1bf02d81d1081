from odoo import fields, models

from ..models.regie_import_mapping import MEANINGS


class RegieIaeReconciliationImportColumn(models.TransientModel):
    """A column of the file being imported, with what it means."""

    _name = "regie.iae.reconciliation.import.column"
    _description = "Column of the file imported"

    import_id = fields.Many2one("regie.iae.reconciliation.import", required=True, ondelete="cascade")
    header = fields.Char(string="Column", readonly=True)
    sample = fields.Char(string="First row", readonly=True)
    meaning = fields.Selection(MEANINGS, help="Empty: the column is not read.")
