from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form

from odoo.addons.regie_finance.tests.common import FinanceCase


class AllocationCase(FinanceCase):
    """A régie whose year 2025 ends with a result, and its accountant."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "regie_finance.group_finance_manager")
        cls.treasurer = cls._create_user("treasurer", "regie_finance.group_finance_read")
        cls.activity = cls._create_activity()

    @classmethod
    def _earn(cls, amount, day="2025-06-30"):
        """Post the result of the year: income when positive, an expense when negative."""
        code = "706000" if amount > 0 else "606300"
        cls._entry(day, ("512100", amount), (code, -amount, cls.activity))

    @classmethod
    def _create_allocation(cls, *lines, **vals):
        """Create the allocation of 2025 from rows (code, amount), as the accountant does."""
        return (
            cls.env["regie.allocation"]
            .with_user(cls.accountant)
            .create(
                {
                    "exercise_id": cls.exercise_before.id,
                    "line_ids": [
                        Command.create({"account_id": cls._account(code).id, "amount": amount})
                        for code, amount in lines
                    ],
                    **vals,
                }
            )
        )

    @classmethod
    def _decide(cls, allocation, date="2026-06-12"):
        """Have the assembly adopt the allocation."""
        allocation.sudo().write({"decision_reference": "2026-AG-004", "decision_date": date})

    def _get_balance(self, code, date="2026-12-31"):
        """The balance of an account up to a date, credit positive."""
        lines = self.env["account.move.line"].search(
            [("account_id", "=", self._account(code).id), ("parent_state", "=", "posted"), ("date", "<=", date)]
        )
        return -sum(lines.mapped("balance"))

    def assertRows(self, allocation, *rows):
        """Check the lines of an allocation as (code, amount)."""
        self.assertEqual([(line.account_id.code, line.amount) for line in allocation.line_ids], list(rows))


class TestAllocation(AllocationCase):
    """What becomes of a result: proposed, decided, drafted, posted, reversed."""

    def test_surplus_clears_earlier_losses_then_is_carried_forward(self):
        self._entry("2025-01-01", ("119000", 1200.0), ("512100", -1200.0))
        self._earn(5000.0)
        allocation = self._create_allocation()
        self.assertEqual(allocation.result, 5000.0)
        allocation.action_prepare_lines()
        self.assertRows(allocation, ("119000", 1200.0), ("110000", 3800.0))
        self.assertEqual(allocation.amount_left, 0.0)

    def test_shares_of_the_statutes_are_taken_after_the_losses(self):
        self._entry("2025-01-01", ("119000", 1000.0), ("512100", -1000.0))
        self._earn(2000.01)
        self.env.ref("regie_closing.allocation_rule_statutory").share = 10
        self.env.ref("regie_closing.allocation_rule_project").share = 50
        allocation = self._create_allocation()
        allocation.action_prepare_lines()
        self.assertRows(allocation, ("119000", 1000.0), ("106300", 100.0), ("106800", 500.01), ("110000", 400.0))

    def test_deficit_uses_what_was_carried_forward_then_becomes_a_loss(self):
        self._entry("2025-01-01", ("512100", 700.0), ("110000", -700.0))
        self._earn(-1000.0)
        allocation = self._create_allocation()
        allocation.action_prepare_lines()
        self.assertRows(allocation, ("110000", -700.0), ("119000", -300.0))

    def test_rules_of_the_regie_replace_the_general_ones(self):
        self._earn(100.0)
        vals = {"name": "All to the project", "account_code": "106800", "company_id": self.company.id}
        self.env["regie.allocation.rule"].create(vals)
        allocation = self._create_allocation()
        allocation.action_prepare_lines()
        self.assertRows(allocation, ("106800", 100.0))

    def test_entries_bring_the_surplus_to_120_then_to_its_accounts(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("106800", 2000.0), ("110000", 3000.0))
        self._decide(allocation)
        allocation.action_propose()
        self.assertEqual(allocation.state, "proposed")
        transfer, entry = allocation.transfer_move_id, allocation.move_id
        self.assertEqual((transfer.state, str(transfer.date)), ("draft", "2026-01-01"))
        self.assertEqual((entry.state, str(entry.date)), ("draft", "2026-06-12"))
        self.assertIn("2026-AG-004", entry.ref)
        allocation.action_post()
        self.assertEqual(allocation.state, "posted")
        self.assertEqual(self._get_balance("120000", "2026-06-11"), 5000.0)
        self.assertEqual(self._get_balance("120000"), 0.0)
        self.assertEqual(self._get_balance("106800"), 2000.0)
        self.assertEqual(self._get_balance("110000"), 3000.0)
        # the account of Odoo gave the whole result: with the income of 2025, nothing is left there
        self.assertEqual(self._get_balance("120100"), -5000.0)

    def test_entries_bring_the_deficit_to_129_then_to_its_accounts(self):
        self._earn(-800.0)
        allocation = self._create_allocation(("119000", -800.0))
        self._decide(allocation)
        allocation.action_propose()
        allocation.action_post()
        self.assertEqual(self._get_balance("129000", "2026-06-11"), -800.0)
        self.assertEqual(self._get_balance("129000"), 0.0)
        self.assertEqual(self._get_balance("119000"), -800.0)

    def test_allocation_other_than_the_result_is_refused(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 4999.99))
        self._decide(allocation)
        with self.assertRaisesRegex(ValidationError, "FIN-050"):
            allocation.action_propose()

    def test_result_that_changed_since_the_decision_is_refused(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        self._earn(10.0, "2025-12-31")
        with self.assertRaisesRegex(ValidationError, "FIN-050"):
            allocation.action_propose()

    def test_entry_changed_after_the_decision_is_refused(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        allocation.action_propose()
        line = allocation.move_id.line_ids.filtered(lambda line: line.account_id.code == "110000")
        line.account_id = self._account("106800")
        with self.assertRaisesRegex(ValidationError, "FIN-050"):
            allocation.action_post()

    def test_allocation_without_a_decision_is_refused(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        with self.assertRaisesRegex(UserError, "FIN-051"):
            allocation.action_propose()

    def test_allocation_decided_before_the_year_ended_is_refused(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation, "2025-12-31")
        with self.assertRaisesRegex(UserError, "FIN-051"):
            allocation.action_propose()

    def test_distribution_to_members_is_refused(self):
        self._earn(5000.0)
        for code in ("455100", "467000", "401100"):
            with (
                self.subTest(code=code),
                self.assertRaisesRegex(ValidationError, "FIN-052"),
                self.cr.savepoint(),
            ):
                self._create_allocation((code, 5000.0))
        with self.assertRaisesRegex(ValidationError, "FIN-052"):
            self.env["regie.allocation.rule"].create({"name": "To the members", "account_code": "455000"})

    def test_reserve_fed_before_losses_are_cleared_is_pointed_out(self):
        self._entry("2025-01-01", ("119000", 1200.0), ("512100", -1200.0))
        self._earn(5000.0)
        allocation = self._create_allocation(("119000", 200.0), ("106800", 4800.0))
        self.assertIn("FIN-053", allocation.warning)
        allocation.line_ids[0].amount = 1200.0
        allocation.line_ids[1].amount = 3800.0
        self.assertFalse(allocation.warning)

    def test_what_has_entries_is_no_longer_changed(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        allocation.action_propose()
        for change in (
            lambda: allocation.line_ids.write({"amount": 1.0}),
            lambda: allocation.line_ids.unlink(),
            lambda: allocation.write({"decision_reference": "Other"}),
            allocation.unlink,
            allocation.action_propose,
            allocation.action_prepare_lines,
        ):
            with self.assertRaisesRegex(UserError, "FIN-054"), self.cr.savepoint():
                change()
        self.assertEqual(allocation.amount_allocated, 5000.0)

    def test_drafts_are_deleted_to_decide_again(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        allocation.action_propose()
        allocation.action_reset()
        self.assertEqual(allocation.state, "draft")
        allocation.action_propose()
        allocation.action_post()
        with self.assertRaisesRegex(UserError, "FIN-054"):
            allocation.action_reset()

    def test_reversed_allocation_leaves_room_for_another(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        allocation.action_propose()
        allocation.action_post()
        context = allocation.action_reverse()["context"]
        journal = allocation.move_id.journal_id
        wizard = self.env["account.move.reversal"].with_context(**context).create({"journal_id": journal.id})
        wizard.refund_moves()
        wizard.new_move_ids.filtered(lambda move: move.state == "draft").action_post()
        self.assertEqual(allocation.state, "reversed")
        self.assertEqual(self._create_allocation(("106800", 5000.0)).state, "draft")

    def test_exercise_has_one_allocation(self):
        self._create_allocation()
        with self.assertRaises(Exception) as caught, self.cr.savepoint():
            self._create_allocation()
        self.assertIn("regie_allocation_exercise_uniq", str(caught.exception))

    def test_nil_result_has_nothing_to_allocate(self):
        allocation = self._create_allocation()
        self._decide(allocation)
        with self.assertRaisesRegex(UserError, "nil"):
            allocation.action_propose()

    def test_facts_are_not_written_by_hand(self):
        self._earn(5000.0)
        allocation = self._create_allocation()
        move = self._entry("2026-01-01", ("512100", 1.0), ("110000", -1.0))
        for vals in ({"state": "posted"}, {"result": 1.0}, {"move_id": move.id}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
                allocation.write(vals)

    def test_treasurer_reads_and_decides_nothing(self):
        self._earn(5000.0)
        allocation = self._create_allocation(("110000", 5000.0))
        self._decide(allocation)
        self.assertEqual(allocation.with_user(self.treasurer).result, 5000.0)
        for method in ("action_propose", "action_refresh", "action_prepare_lines"):
            with self.subTest(method=method), self.assertRaises(AccessError), self.cr.savepoint():
                getattr(allocation.with_user(self.treasurer), method)()

    def test_form_reads_the_result_when_the_exercise_is_chosen(self):
        self._earn(5000.0)
        with Form(self.env["regie.allocation"].with_user(self.accountant)) as form:
            form.exercise_id = self.exercise_before
            self.assertEqual(form.result, 5000.0)
