from odoo import api, fields, models


class RegieMarketApply(models.TransientModel):
    """Confirms an application although the amount does not fit the procedure: the buyer answers for its procedure."""

    _name = "regie.market.apply"
    _description = "Confirm the application"

    market_id = fields.Many2one("regie.market", required=True, readonly=True)
    doubts = fields.Text(compute="_compute_doubts")
    reason = fields.Text(string="What the buyer says", required=True)

    @api.depends("market_id")
    def _compute_doubts(self):
        for wizard in self:
            wizard.doubts = "\n".join(wizard.market_id._get_procedure_doubts())

    def action_confirm(self):
        """Keep the reason on the market and note that the application is sent today."""
        self.ensure_one()
        self.market_id.threshold_reason = self.reason
        return self.market_id.action_apply()
