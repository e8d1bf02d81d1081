from odoo import fields, models


class RegieMinutesSign(models.TransientModel):
    """Draw one's own signature under minutes or a correction."""

    _name = "regie.minutes.sign"
    _description = "Sign minutes"

    signature_id = fields.Many2one(
        "regie.minutes.signature", string="Asked signature", required=True, readonly=True, ondelete="cascade"
    )
    document_name = fields.Char(related="signature_id.document_name")
    role = fields.Selection(related="signature_id.role")
    partner_id = fields.Many2one(related="signature_id.partner_id")
    signer_name = fields.Char(related="partner_id.name")
    signature = fields.Binary(attachment=False)

    def action_sign(self):
        """Sign as the user of the session."""
        self.ensure_one()
        self.signature_id._sign_mine(self.with_context(bin_size=False).signature)
        return {"type": "ir.actions.act_window_close"}
