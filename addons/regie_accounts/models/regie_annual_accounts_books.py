from odoo import models


class RegieAnnualAccountsBooks(models.Model):
    """The books behind the annual accounts: general ledger, trial balance, aged balances, over the same days."""

    _inherit = "regie.annual.accounts"

    def action_open_general_ledger(self):
        """Open the general ledger of the exercise, each entry shown."""
        context = {"default_date_from": self.date_from, "default_date_to": self.date_to}
        return self._open_book("general_ledger_action", context)

    def action_open_trial_balance(self):
        """Open the trial balance of the exercise."""
        context = {"default_date_from": self.date_from, "default_date_to": self.date_to}
        return self._open_book("trial_balance_action", context)

    def action_open_aged_balance(self):
        """Open the aged balance of customers and suppliers on the last day of the exercise."""
        return self._open_book("aged_balance_action", {"default_date_at": self.date_to})

    def _open_book(self, xmlid, context):
        """Return the action of a book, with the days and the régie of the exercise."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(f"regie_accounts.{xmlid}")
        defaults = {
            "default_company_id": self.company_id.id,
            "default_target_move": "posted",
            "default_hide_account_at_0": True,
            "default_centralize": False,
            "default_receivable_accounts_only": xmlid == "aged_balance_action",
            "default_payable_accounts_only": xmlid == "aged_balance_action",
        }
        return {**action, "context": {**defaults, **context}}
