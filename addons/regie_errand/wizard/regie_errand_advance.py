from odoo import api, fields, models


class RegieErrandAdvance(models.TransientModel):
    """The person gives money for the shopping, and signs on the screen."""

    _name = "regie.errand.advance"
    _description = "Advance of an errand"

    errand_id = fields.Many2one("regie.errand", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="errand_id.currency_id")
    amount = fields.Monetary(required=True, compute="_compute_amount", store=True, readonly=False, precompute=True)
    signer = fields.Char(
        string="Who signs", required=True, compute="_compute_amount", store=True, readonly=False, precompute=True
    )
    signature = fields.Binary(required=True)

    @api.depends("errand_id")
    def _compute_amount(self):
        for wizard in self:
            wizard.amount = wizard.errand_id.budget
            wizard.signer = wizard.errand_id.partner_id.name

    def action_sign(self):
        """Keep the advance. (E-ERR-03)"""
        self.ensure_one()
        self.errand_id._sign_advance(self.amount, self.signature, self.signer)
        return {"type": "ir.actions.act_window_close"}
