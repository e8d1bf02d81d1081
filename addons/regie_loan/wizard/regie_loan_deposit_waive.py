from odoo import fields, models


class RegieLoanDepositWaive(models.TransientModel):
    """Do without a deposit for a social reason, which the manager writes."""

    _name = "regie.loan.deposit.waive"
    _description = "Waive a deposit"

    deposit_id = fields.Many2one("regie.loan.deposit", required=True, ondelete="cascade")
    reason = fields.Text(
        string="Why", required=True, help="The fact that justifies it, without the resources nor the health of anybody."
    )

    def action_confirm(self):
        """Waive the deposit."""
        self.ensure_one()
        self.deposit_id._waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
