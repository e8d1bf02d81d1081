from odoo import fields, models


class RegieLoanOverride(models.TransientModel):
    """The manager lets a loan through though its borrower has a late tool, and says why."""

    _name = "regie.loan.override"
    _description = "Let a loan through"

    loan_id = fields.Many2one("regie.loan", required=True, default=lambda self: self.env.context.get("active_id"))
    reason = fields.Char(required=True)

    def action_confirm(self):
        """Write the reason on the loan."""
        self.loan_id._waive_overdue(self.reason)
