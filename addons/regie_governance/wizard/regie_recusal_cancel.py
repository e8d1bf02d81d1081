from odoo import fields, models


class RegieRecusalCancel(models.TransientModel):
    """Asks why a recusal is taken back."""

    _name = "regie.recusal.cancel"
    _description = "Cancel a recusal"

    recusal_id = fields.Many2one("regie.recusal", required=True, readonly=True)
    reason = fields.Text(required=True, help="Kept with the recusal and shown to whoever reads it.")

    def action_cancel(self):
        """Cancel the recusal: the person votes again."""
        self.ensure_one()
        self.recusal_id._cancel(self.reason)
