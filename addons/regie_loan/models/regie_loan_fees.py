from odoo import api, fields, models

from .regie_loan_deposit import SETTLED


class RegieLoan(models.Model):
    """The money of a loan: its deposit."""

    _inherit = "regie.loan"

    deposit_ids = fields.One2many("regie.loan.deposit", "loan_id", string="Deposit")
    deposit_id = fields.Many2one("regie.loan.deposit", string="Deposit of the loan", compute="_compute_deposit_id")

    @api.depends("deposit_ids")
    def _compute_deposit_id(self):
        for loan in self:
            loan.deposit_id = loan.deposit_ids[:1]

    def _get_deposit_amount(self):
        """Deposit asked for the tools of the loan: the sum of that of their models."""
        self.ensure_one()
        lines = self.line_ids.filtered(lambda line: line.state not in ("cancelled", "no_show"))
        return sum(lines.model_id and [line.model_id.deposit for line in lines] or [0.0])

    def _close_when_settled(self):
        """Close the loans whose tools are all back and whose deposit is settled."""
        for loan in self:
            settled = all(deposit.state in SETTLED for deposit in loan.deposit_ids)
            if loan.state == "returned" and settled:
                # sudo: the end of a loan is a fact that follows from the return and the deposit
                loan.sudo().date_closed = fields.Datetime.now()
        return True
