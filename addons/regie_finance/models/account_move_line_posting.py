from odoo import models
from odoo.exceptions import UserError

#: What makes the entry: the account and the amount.
CONTENT = {"account_id", "balance", "debit", "credit", "amount_currency"}


class AccountMoveLine(models.Model):
    """A journal item: once posted, its account and amount are corrected by a reversal and never written over."""

    _inherit = "account.move.line"

    def write(self, vals):
        """Refuse a new account or amount on a posted item, from the journal items, an import or the API.

        Entries of bank statements and payments are rewritten by their own screens (reconciliation): they are let.

        :raise UserError: FIN-097
        """
        if CONTENT & vals.keys() and not self.env.su:
            for line in self:
                if line._is_regie_sealed() and any(
                    self.env["account.move"]._field_will_change(line, vals, name) for name in CONTENT & vals.keys()
                ):
                    # a locked entry is told by its lock date, as everywhere
                    line.move_id._check_fiscal_lock_dates()
                    raise UserError(
                        self.env._(
                            "Entry %(move)s is posted: the account and the amount of its lines are not written over. "
                            "Open it and use “Reverse Entry”, then enter the right one. (FIN-097)",
                            move=line.move_id.name,
                        )
                    )
        return super().write(vals)

    def _is_regie_sealed(self):
        """Tell whether the item is posted and is not of a bank statement or a payment."""
        self.ensure_one()
        return self.parent_state == "posted" and not (self.statement_line_id or self.payment_id)
