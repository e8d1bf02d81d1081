import doctest
from datetime import date

from odoo import Command
from odoo.exceptions import ValidationError

from ..tools import distribution, shares
from .common import FinanceCase


class TestTools(FinanceCase):
    def test_examples_of_the_calculators_hold(self):
        for module in (distribution, shares):
            outcome = doctest.testmod(module)
            self.assertTrue(outcome.attempted)
            self.assertFalse(outcome.failed)


class TestActivityRequired(FinanceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_activity("Siège", is_support=True)
        cls.cleaning = cls._create_activity("Nettoyage")
        cls.garden = cls._create_activity("Jardins", market_kind="non_market")
        cls.company.write({"regie_default_activity_id": cls.office.id, "regie_activity_required": True})

    def _key(self, *records):
        accounts = [record.analytic_account_id if record._name == "regie.activity" else record for record in records]
        return ",".join(str(account.id) for account in sorted(accounts, key=lambda account: account.id))

    def test_expense_without_activity_is_not_posted(self):
        with self.assertRaisesRegex(ValidationError, "FIN-060"):
            self._entry("2026-03-01", ("606100", 100), ("401100", -100))

    def test_expense_half_said_is_not_posted(self):
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100), post=False)
        move.line_ids[0].analytic_distribution = {self._key(self.cleaning): 60}
        with self.assertRaisesRegex(ValidationError, "60 %.*FIN-060"):
            move.action_post()

    def test_account_of_no_activity_does_not_count(self):
        plan = self.env.ref("regie_base.analytic_plan_activity")
        account = self.env["account.analytic.account"].create({"name": "Hors activité", "plan_id": plan.id})
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100), post=False)
        move.line_ids[0].analytic_distribution = {str(account.id): 100}
        with self.assertRaisesRegex(ValidationError, "FIN-060"):
            move.action_post()

    def test_entry_of_several_activities_is_posted(self):
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100), post=False)
        move.line_ids[0].analytic_distribution = {
            self._key(self.cleaning): 33.33,
            self._key(self.garden): 33.33,
            self._key(self.office): 33.33,
        }
        move.action_post()
        self.assertEqual(move.state, "posted")

    def test_imported_or_remote_entry_is_refused_like_the_others(self):
        user = self._create_user("comptable_test", "regie_finance.group_finance_user")
        rows = (
            self.env["account.move"]
            .with_user(user)
            .load(
                [
                    "date",
                    "journal_id/.id",
                    "line_ids/account_id/.id",
                    "line_ids/name",
                    "line_ids/debit",
                    "line_ids/credit",
                ],
                [
                    ["2026-03-01", self._journal().id, self._account("606100").id, "Pain", 10, 0],
                    [False, False, self._account("401100").id, "Pain", 0, 10],
                ],
            )
        )
        move = self.env["account.move"].with_user(user).browse(rows["ids"])
        with self.assertRaisesRegex(ValidationError, "FIN-060"):
            move.action_post()

    def test_balance_sheet_entry_needs_no_activity(self):
        move = self._entry("2026-03-01", ("512100", 100), ("411100", -100))
        self.assertEqual(move.state, "posted")

    def test_bank_and_till_take_the_default_activity(self):
        move = self._entry("2026-03-01", ("627800", 12), ("512100", -12), journal=self._journal("bank"))
        line = move.line_ids.filtered(lambda line: line.account_id.code == "627800")
        self.assertEqual(line.analytic_distribution, {self._key(self.office): 100})
        self.assertEqual(move.line_ids.analytic_line_ids.mapped("amount"), [-12])

    def test_activity_of_the_journal_comes_before_the_default_one(self):
        journal = self._journal("bank")
        journal.regie_activity_id = self.garden
        move = self._entry("2026-03-01", ("658000", 3), ("512100", -3), journal=journal)
        self.assertEqual(move.line_ids.analytic_line_ids.mapped("amount"), [-3])
        line = move.line_ids.filtered("analytic_distribution")
        self.assertEqual(line.analytic_distribution, {self._key(self.garden): 100})

    def test_distribution_model_gives_the_activity_of_an_account(self):
        self.env["account.analytic.distribution.model"].create(
            {
                "account_prefix": "6061",
                "company_id": self.company.id,
                "analytic_distribution": {self._key(self.cleaning): 100},
            }
        )
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100))
        self.assertEqual(move.line_ids[0].analytic_distribution, {self._key(self.cleaning): 100})

    def test_activity_and_funding_meet_on_one_row(self):
        funding = self.env["account.analytic.account"].create(
            {"name": "Contrat de ville", "plan_id": self.env.ref("regie_finance.analytic_plan_funding").id}
        )
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100), post=False)
        move.line_ids[0].analytic_distribution = {self._key(self.garden): 100, str(funding.id): 100}
        move.action_post()
        self.assertEqual(move.line_ids[0].analytic_distribution, {self._key(self.garden, funding): 100})
        self.assertEqual(len(move.line_ids.analytic_line_ids), 1)

    def test_tax_that_is_not_recovered_follows_the_lines_it_comes_from(self):
        tax = self._create_lost_tax()
        bill = self.env["account.move"].create(
            {
                "move_type": "in_invoice",
                "partner_id": self._create_partner("Grossiste").id,
                "invoice_date": date(2026, 3, 1),
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": activity.name,
                            "account_id": self._account("606100").id,
                            "price_unit": amount,
                            "tax_ids": [Command.set(tax.ids)],
                            "analytic_distribution": {self._key(activity): 100},
                        }
                    )
                    for activity, amount in ((self.cleaning, 300), (self.garden, 100))
                ],
            }
        )
        bill.action_post()
        taxes = bill.line_ids.filtered(lambda line: line.display_type == "tax")
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        shares = {item[column]: item.amount for item in taxes.analytic_line_ids}
        self.assertEqual(
            shares,
            {self.cleaning.analytic_account_id: -60, self.garden.analytic_account_id: -20},
            "300 and 100 at 20 %",
        )

    def _create_lost_tax(self):
        """A purchase tax of 20 % whose amount stays an expense."""
        lines = [
            Command.create({"document_type": document, "repartition_type": "base"})
            for document in ("invoice", "refund")
        ] + [
            Command.create(
                {
                    "document_type": document,
                    "repartition_type": "tax",
                    "account_id": self._account("635800").id,
                }
            )
            for document in ("invoice", "refund")
        ]
        return self.env["account.tax"].create(
            {"name": "Lost", "amount": 20, "type_tax_use": "purchase", "repartition_line_ids": lines}
        )

    def test_analytic_items_of_a_posted_entry_keep_their_activity(self):
        move = self._entry("2026-03-01", ("606100", 100, self.cleaning), ("401100", -100))
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        items = move.line_ids.analytic_line_ids
        items.write({column: self.garden.analytic_account_id.id})
        self.assertEqual(move.line_ids[0].analytic_distribution, {self._key(self.garden): 100})
        with self.assertRaisesRegex(ValidationError, "FIN-060"), self.cr.savepoint():
            items.unlink()
        with self.assertRaisesRegex(ValidationError, "FIN-060"), self.cr.savepoint():
            move.line_ids[0].analytic_distribution = False

    def test_draft_of_a_posted_entry_is_free_again(self):
        move = self._entry("2026-03-01", ("606100", 100, self.cleaning), ("401100", -100))
        move.button_draft()
        self.assertFalse(move.line_ids.analytic_line_ids)

    def test_regie_that_does_not_require_activities_posts_as_before(self):
        self.company.regie_activity_required = False
        move = self._entry("2026-03-01", ("606100", 100), ("401100", -100))
        self.assertEqual(move.state, "posted")

    def test_activities_are_not_required_without_a_default_one(self):
        with self.assertRaisesRegex(ValidationError, "FIN-065"), self.cr.savepoint():
            self.company.regie_default_activity_id = False
        other = self._create_company()
        with self.assertRaisesRegex(ValidationError, "FIN-064"), self.cr.savepoint():
            other.regie_default_activity_id = self.office

    def test_posting_a_hundred_lines_costs_no_query_per_line(self):
        rows = [("606100", 1, self.cleaning)] * 50 + [("401100", -50)]
        few = self._entry("2026-03-01", *rows, post=False)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(9):
            few._complete_activities()
