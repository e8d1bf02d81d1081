from odoo import fields, models


class RegieIaeReconciliationImportRefusal(models.TransientModel):
    """A row that was refused, and why."""

    _name = "regie.iae.reconciliation.import.refusal"
    _description = "Row refused"
    _order = "number"

    import_id = fields.Many2one("regie.iae.reconciliation.import", required=True, ondelete="cascade")
    number = fields.Integer(string="Line", readonly=True)
    content = fields.Char(readonly=True)
    code = fields.Char(readonly=True)
    reason = fields.Char(readonly=True)
    remedy = fields.Char(string="What to do", readonly=True)
