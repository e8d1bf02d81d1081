from odoo import Command, fields
from odoo.exceptions import UserError

from .common import FinanceCase


class TestReversal(FinanceCase):
    """A mistake of a posted entry: never written over, reversed after the lock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.move = cls._entry("2025-06-30", ("606100", 40), ("512100", -40))
        cls.accountant = cls._create_user("reversal_user", "regie_finance.group_finance_manager")

    def _lock(self, day="2025-12-31"):
        self.company.fiscalyear_lock_date = day

    def _lines(self):
        return self.move.with_user(self.accountant).line_ids

    def test_amount_of_a_locked_entry_is_refused_with_the_lock_date_and_the_button(self):
        self._lock()
        with self.assertRaisesRegex(UserError, r"31/12/2025[\s\S]*Reverse Entry[\s\S]*FIN-096"):
            self.move.with_user(self.accountant).with_context(lang="en_US").write(
                {"line_ids": [Command.update(line.id, {"balance": -line.balance}) for line in self.move.line_ids]}
            )

    def test_locked_entry_is_neither_reset_nor_deleted(self):
        self._lock()
        with self.assertRaisesRegex(UserError, "FIN-096"), self.cr.savepoint():
            self.move.with_user(self.accountant).button_draft()
        with self.assertRaises(UserError), self.cr.savepoint():
            self.move.with_user(self.accountant).unlink()
        self.assertEqual(self.move.state, "posted")

    def test_account_of_a_posted_entry_is_not_written_over_even_when_nothing_is_locked(self):
        line = self._lines().filtered(lambda line: line.account_id.code == "606100")
        with self.assertRaisesRegex(UserError, "FIN-097"):
            line.account_id = self._account("606300")
        with self.assertRaisesRegex(UserError, "FIN-097"):
            line.write({"debit": 41})

    def test_wording_and_same_values_pass(self):
        line = self._lines()[0]
        line.write({"name": "Seeds", "account_id": line.account_id.id, "balance": line.balance})
        self.assertEqual(line.name, "Seeds")

    def test_draft_is_written_freely(self):
        draft = self._entry("2026-06-30", ("606100", 4), ("512100", -4), post=False)
        draft.with_user(self.accountant).line_ids[0].account_id = self._account("606300")

    def test_page_of_a_locked_entry_says_until_when(self):
        self.assertFalse(self.move.regie_locked_until)
        self._lock()
        self.move.invalidate_recordset()
        self.assertEqual(str(self.move.regie_locked_until), "2025-12-31")

    def test_reversal_is_dated_after_the_lock_with_its_reason(self):
        tomorrow = fields.Date.add(fields.Date.context_today(self.move), days=1)
        self._lock(fields.Date.context_today(self.move))
        self.move.invalidate_recordset()
        action = self.move.with_user(self.accountant).action_regie_reverse()
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(**action["context"])
            .create({"journal_id": self.move.journal_id.id})
        )
        self.assertEqual((wizard.date, wizard.regie_locked_until), (tomorrow, fields.Date.context_today(self.move)))
        self.assertIn("30/06/2025", wizard.reason)

    def test_reversal_leaves_the_entry_and_cancels_it(self):
        self._lock()
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=self.move.ids)
            .create({"journal_id": self.move.journal_id.id})
        )
        wizard.refund_moves()
        reverse = wizard.new_move_ids
        self.assertEqual((self.move.state, reverse.state), ("posted", "posted"))
        self.assertGreater(str(reverse.date), "2025-12-31")
        self.assertEqual(
            sum((self.move + reverse).line_ids.filtered(lambda l: l.account_id.code == "606100").mapped("balance")), 0
        )

    def test_reversal_opens_the_entry_to_be_made_right(self):
        self._lock()
        wizard = (
            self.env["account.move.reversal"]
            .with_user(self.accountant)
            .with_context(active_model="account.move", active_ids=self.move.ids)
            .create({"journal_id": self.move.journal_id.id})
        )
        action = wizard.modify_moves()
        right = self.env["account.move"].browse(action["res_id"])
        self.assertEqual((right.state, sorted(right.line_ids.mapped("balance"))), ("draft", [-40.0, 40.0]))
        self.assertGreater(str(right.date), "2025-12-31")
