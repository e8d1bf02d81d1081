from .common import AccountsCase


class TestBooks(AccountsCase):
    """General ledger, trial balance and aged balances open on the exercise."""

    def test_ledger_opens_on_the_days_of_the_exercise(self):
        for method in ("action_open_general_ledger", "action_open_trial_balance"):
            action = getattr(self.accounts, method)()
            wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
            self.assertEqual((wizard.date_from, wizard.date_to), (self.exercise.date_from, self.exercise.date_to))
            self.assertEqual((wizard.company_id, wizard.target_move), (self.company, "posted"))

    def test_aged_balance_opens_on_the_last_day(self):
        action = self.accounts.action_open_aged_balance()
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
        self.assertEqual(wizard.date_at, self.exercise.date_to)
        self.assertTrue(wizard.receivable_accounts_only and wizard.payable_accounts_only)
