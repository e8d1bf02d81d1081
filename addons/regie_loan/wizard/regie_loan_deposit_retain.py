from odoo import Command, fields, models


class RegieLoanDepositRetain(models.TransientModel):
    """Keep all or a part of a deposit: how much, why, with a photo of what it pays for."""

    _name = "regie.loan.deposit.retain"
    _description = "Keep a deposit"

    deposit_id = fields.Many2one("regie.loan.deposit", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="deposit_id.currency_id")
    deposit_amount = fields.Monetary(related="deposit_id.amount", string="Amount of the deposit")
    photo_ids = fields.One2many(related="deposit_id.photo_ids", string="Photos already there")
    amount = fields.Monetary(string="To keep", required=True)
    reason = fields.Text(string="Why", required=True, help="Printed on the receipt of the return.")
    photo = fields.Image(max_width=1600, max_height=1600)

    def action_confirm(self):
        """Keep the money, with the photo that was just taken, and propose the receipt."""
        self.ensure_one()
        deposit = self.deposit_id
        if self.photo:
            deposit.photo_ids = [Command.create({"name": self.reason, "image": self.photo})]
        deposit._retain(self.amount, self.reason)
        return {"type": "ir.actions.act_window_close"}
