from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError

from .common import GrantCase


class TestIncome(GrantCase):
    """What the notification puts in the books, and what comes to the bank."""

    def test_entry_is_proposed_in_draft_with_its_reason(self):
        activity = self._create_activity()
        grant = self._create_notified_grant(activity_id=activity.id)
        grant.action_propose_income()
        move = grant.award_move_ids
        self.assertEqual((move.state, str(move.date)), ("draft", "2026-01-15"))
        self.assertIn(grant.number, move.ref)
        debit, credit = move.line_ids.sorted("balance", reverse=True)
        self.assertEqual((debit.account_id.code, debit.balance), ("441700", 12000))
        self.assertEqual((credit.account_id.code, credit.balance), ("741000", -12000))
        self.assertEqual(move.line_ids.partner_id, grant.funder_id)
        accounts = activity.analytic_account_id | grant.analytic_account_id
        self.assertEqual(set(credit.distribution_analytic_account_ids), set(accounts))
        self.assertEqual((grant.amount_booked, grant.amount_proposed), (0, 12000))
        move.action_post()
        grant.invalidate_recordset()
        self.assertEqual((grant.amount_booked, grant.amount_proposed), (12000, 0))
        lines = self.env["account.move.line"].search(grant.get_income_lines_domain())
        self.assertEqual(lines, credit)

    def test_income_is_proposed_once_and_again_after_a_reversal(self):
        grant = self._create_notified_grant(booked=True)
        with self.assertRaisesRegex(UserError, "FIN-017"), self.cr.savepoint():
            grant.action_propose_income()
        grant.award_move_ids._reverse_moves([{"date": "2026-02-01"}]).action_post()
        grant.invalidate_recordset()
        self.assertEqual(grant.amount_booked, 0)
        grant.action_propose_income()
        self.assertEqual(len(grant.award_move_ids), 3)

    def test_amended_amount_proposes_the_difference(self):
        grant = self._create_notified_grant(booked=True, fractions={self.exercise: 12000})
        grant.write({"amount": 10000, "fraction_ids": [(1, grant.fraction_ids.id, {"amount": 10000})]})
        grant.action_propose_income()
        draft = grant.award_move_ids.filtered(lambda move: move.state == "draft")
        income = draft.line_ids.filtered("analytic_distribution")
        self.assertEqual(income.balance, 2000)

    def test_nature_decides_the_accounts(self):
        for vals, debit, credit in (
            ({"is_investment": True}, "441100", "131000"),
            ({"legal_kind": "public_contribution"}, "441700", "730100"),
            ({"legal_kind": "financial_contribution", "funder_type": "private"}, "467000", "755100"),
        ):
            grant = self._create_notified_grant(booked=True, **vals)
            codes = grant.award_move_ids.line_ids.sorted("balance", reverse=True).account_id.mapped("code")
            self.assertEqual(codes, [debit, credit])
        with self.assertRaisesRegex(UserError, "FIN-016"):
            self._create_notified_grant(legal_kind="market").action_propose_income()

    def test_grant_not_notified_has_no_income(self):
        with self.assertRaisesRegex(UserError, "FIN-011"):
            self._create_grant().action_propose_income()

    def test_suspensive_condition_blocks_the_income_whatever_its_origin(self):
        grant = self._create_notified_grant(condition="suspensive")
        self.assertFalse(grant.is_acquired)
        with self.assertRaisesRegex(UserError, "FIN-012"), self.cr.savepoint():
            grant.action_propose_income()
        move = self._entry("2026-02-01", ("512001", 12000), ("741000", -12000), post=False)
        move.line_ids.filtered("credit").analytic_distribution = {str(grant.analytic_account_id.id): 100}
        with self.assertRaisesRegex(UserError, "FIN-012"), self.cr.savepoint():
            move.action_post()
        grant.condition_lifted_on = "2026-03-01"
        move.action_post()
        self.assertTrue(grant.is_acquired)

    def test_resolutory_condition_blocks_nothing(self):
        self.assertTrue(self._create_notified_grant(condition="resolutory").is_acquired)

    def test_booked_grant_keeps_its_funder_and_its_account(self):
        grant = self._create_notified_grant(booked=True)
        accountant = self._create_user("acc", "group_role_accountant")
        for vals in (
            {"funder_id": self._create_partner("Other").id},
            {"legal_kind": "market"},
            {"is_investment": True},
        ):
            with self.assertRaisesRegex(UserError, "FIN-018"), self.cr.savepoint():
                grant.with_user(accountant).write(vals)
        with self.assertRaisesRegex(UserError, "FIN-018"):
            grant.with_user(accountant).action_reopen()

    def test_director_prepares_grants_and_enters_nothing(self):
        director = self._create_user("dir", "group_role_director")
        grant = self._create_notified_grant()
        grant.with_user(director).write({"name": "Mediation"})
        with self.assertRaises(AccessError):
            grant.with_user(director).action_propose_income()

    def _receive(self, grant, amount, day="2026-03-01"):
        move = self._entry(day, ("512001", amount), ("441700", -amount, None, grant.funder_id))
        return move.line_ids.filtered("credit")

    def test_receipt_of_the_very_amount_pays_its_tranche(self):
        grant = self._create_notified_grant(booked=True, tranches=[("2026-02-01", 5000), ("2026-06-01", 7000)])
        self.assertEqual(grant.tranche_ids.mapped("state"), ["late", "late"])
        with self.assertRaisesRegex(UserError, "FIN-047"), self.cr.savepoint():
            grant.action_match_receipts()
        line = self._receive(grant, 7000)
        self._receive(grant, 1)
        grant.action_match_receipts()
        first, second = grant.tranche_ids
        self.assertFalse(first.receipt_line_ids)
        self.assertEqual((second.receipt_line_ids, second.state, second.amount_received), (line, "received", 7000))
        self.assertEqual(grant.amount_received, 7000)
        self.assertEqual(
            self.env["regie.grant.tranche"].search([("state", "=", "late"), ("grant_id", "=", grant.id)]), first
        )

    def test_receipt_pays_one_tranche_of_its_funder(self):
        grant = self._create_notified_grant(tranches=[("2026-02-01", 6000), ("2026-06-01", 6000)])
        line = self._receive(grant, 6000)
        first, second = grant.tranche_ids
        first.receipt_line_ids = line
        with self.assertRaisesRegex(ValidationError, "FIN-046"), self.cr.savepoint():
            second.receipt_line_ids = line
        self.env.invalidate_all()
        self.assertEqual((first.receipt_line_ids, second.amount_received), (line, 0))
        first.receipt_line_ids = False
        second.receipt_line_ids = line
        self.assertEqual(second.state, "received")
        other = self._create_notified_grant(tranches=[("2026-02-01", 12000)])
        with self.assertRaisesRegex(ValidationError, "FIN-046"):
            other.tranche_ids.receipt_line_ids = [Command.link(self._receive(grant, 12000).id)]
