from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase
from odoo.tools import mute_logger

from ..tools.statement import RowMap, Rule, expand, parse_accounts, parse_formula
from .common import AccountsCase


class TestStatementRows(AccountsCase):
    """Balance sheet and income statement, read from the journal items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_partner("Habitat des Tilleuls")
        cls.creditor = cls._create_partner("Mairie")
        cls._entry("2025-03-01", ("512001", 5000.0), ("106800", -5000.0))
        cls._entry("2025-06-01", ("411100", 900.0, None, cls.customer), ("706000", -900.0))
        cls._entry("2026-02-01", ("218300", 1200.0), ("512001", -1200.0))
        cls._entry("2026-12-31", ("681120", 400.0), ("281800", -400.0))
        cls._entry("2026-04-01", ("411100", 300.0, None, cls.customer), ("706000", -300.0))
        cls._entry("2026-05-01", ("512001", 250.0), ("411100", -250.0, None, cls.creditor))
        cls._entry("2026-06-01", ("441700", 10000.0), ("741000", -10000.0))
        cls._entry("2026-12-31", ("689400", 4000.0), ("194000", -4000.0))
        cls._entry("2026-07-01", ("641100", 3000.0), ("421000", -3000.0))
        cls._entry("2026-08-01", ("404100", -60.0, None, cls.creditor), ("512001", 60.0))

    def test_assets_equal_liabilities_in_both_exercises(self):
        self.assertEqual(self._amount("AT"), self._amount("PT"))
        self.assertEqual(self._amount("AT", "amount_before"), self._amount("PT", "amount_before"))
        self.assertEqual(self._amount("AT", "amount_before"), 5900.0)
        self.assertTrue(self.accounts.is_consistent)

    def test_result_is_income_minus_expenses_and_stands_in_the_balance_sheet(self):
        self.assertEqual(self._amount("LR"), 300 + 10000 - 400 - 4000 - 3000)
        self.assertEqual(self._amount("P7"), self._amount("LR"))
        self.assertEqual(self.accounts.result, self._amount("LR"))
        self.assertEqual(self.accounts.result_gap, 0)

    def test_result_of_last_year_waits_for_its_allocation_then_is_a_reserve(self):
        self.assertEqual(self._amount("P6"), 900.0)
        self._entry("2026-06-20", ("120100", 900.0), ("106800", -900.0))
        self.assertEqual(self._amount("P6"), 0.0)
        self.assertEqual(self._amount("P42"), 5900.0)
        self.assertEqual(self._amount("AT"), self._amount("PT"))

    def test_asset_shows_gross_depreciation_and_net(self):
        row = self._row("AC4")
        self.assertEqual((row["gross"], row["depreciation"], row["amount"]), (1200.0, 400.0, 800.0))

    def test_customers_in_debt_and_in_credit_are_not_netted(self):
        self.assertEqual(self._amount("B3"), 1200.0, "what the customer owes")
        self.assertEqual(self._amount("S8"), 250.0, "what was paid in advance")

    def test_longest_beginning_of_a_number_wins(self):
        self.assertEqual(self._amount("S7"), 60.0, "suppliers of assets")
        self.assertEqual(self._amount("S4"), 0.0)

    def test_dedicated_funds_have_their_rows(self):
        self.assertEqual((self._amount("FA"), self._amount("Q2")), (4000.0, 4000.0))

    def test_each_figure_is_the_sum_of_its_journal_items(self):
        suffixes = {"amount": "", "amount_before": "_before", "gross": "_gross", "depreciation": "_depreciation"}
        checked = 0
        for rows in self.accounts._get_statements().values():
            for row in rows:
                for column, suffix in suffixes.items():
                    sign = -row["sign"] if column == "depreciation" else row["sign"]
                    with self.subTest(code=row["code"], column=column):
                        self.assertAlmostEqual(row[column], sign * self._sum_domain(row[f"domain{suffix}"]), 2)
                        checked += bool(row[column])
        self.assertGreater(checked, 50)

    def test_click_on_a_figure_opens_its_journal_items(self):
        action = self.accounts.action_view_items("income", "E32")
        self.assertEqual(self._sum_domain(action["domain"]), -10000.0)
        action = self.accounts.action_view_items("balance_asset", "AC4", "depreciation")
        self.assertEqual(self._sum_domain(action["domain"]), -400.0)

    def test_unknown_figure_is_refused(self):
        for wanted in (("income", "XX"), ("income", "E32", "domain"), ("nothing", "E32")):
            with self.assertRaisesRegex(Exception, "FIN-105"):
                self.accounts.action_view_items(*wanted)

    def test_account_that_no_row_names_is_an_error_row_never_silence(self):
        self._entry("2026-09-01", ("512001", 70.0), ("101300", -70.0))
        rows = self.accounts.get_rows("balance_asset")
        self.assertTrue(rows[-1]["is_error"])
        self.assertEqual(rows[-1]["amount"], -70.0)
        self.assertEqual(self._sum_domain(rows[-1]["domain"]), -70.0)
        self.accounts.invalidate_recordset()
        self.assertFalse(self.accounts.is_consistent)
        self.assertEqual((self.accounts.unmapped_amount, self.accounts.balance_gap), (70.0, 0.0))

    def test_income_that_no_row_names_is_an_error_row(self):
        self.env.ref("regie_accounts.regie_statement_row_e31").accounts = False
        self._entry("2026-09-01", ("512001", 70.0), ("730100", -70.0))
        rows = self.accounts.get_rows("income")
        self.assertEqual((rows[-1]["is_error"], rows[-1]["amount"]), (True, 70.0))
        self.accounts.invalidate_recordset()
        self.assertEqual(self.accounts.result_gap, -70.0)

    def test_contributions_in_kind_stand_at_the_foot_and_change_no_result(self):
        result = self.accounts.result
        self._entry("2026-09-01", ("864000", 500.0), ("875000", -500.0), journal=self.company._get_inkind_journal())
        self.accounts.invalidate_recordset()
        self.assertEqual((self._amount("VP"), self._amount("VC")), (500.0, 500.0))
        self.assertEqual(self.accounts.result, result)
        self.assertTrue(self.accounts.is_consistent)

    def test_contributions_in_kind_of_last_year_are_not_carried_forward(self):
        self._entry("2025-09-01", ("864000", 500.0), ("875000", -500.0), journal=self.company._get_inkind_journal())
        self.assertEqual((self._amount("VP"), self._amount("VP", "amount_before")), (0.0, 500.0))

    def test_drafts_do_not_count(self):
        self._entry("2026-09-01", ("512001", 70.0), ("706000", -70.0), post=False)
        self.assertEqual(self._amount("E22"), 300.0)

    def test_statements_are_read_in_few_queries_whatever_the_number_of_rows(self):
        self.accounts._get_statements()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.accounts._get_statements()

    def test_account_of_the_chart_is_in_a_row_unless_it_is_of_a_company(self):
        lost = self._find_lost_accounts()
        # capital, premiums, links between establishments: an association has none, and must be told of them
        self.assertFalse([code for code in lost if not code.startswith(("101", "104", "107", "109", "18", "19", "8"))])

    def _find_lost_accounts(self):
        Row = self.env["regie.statement.row"]
        maps = {family: RowMap(Row._get_rules(family)) for family in ("balance", "income")}
        accounts = self.env["account.account"].search(
            [*self.env["account.account"]._check_company_domain(self.company)]
        )
        return [
            account.code
            for account in accounts
            if not all(
                maps["income" if account.code[0] in "678" else "balance"].find(account.code, sign) for sign in (1, -1)
            )
        ]


class TestStatementRowRules(AccountsCase):
    """What the accountant may write in the rows."""

    def _create_row(self, **vals):
        defaults = {"statement": "income", "code": "ZZ", "name": "Row", "kind": "accounts", "side": "credit"}
        return self.env["regie.statement.row"].create({**defaults, **vals})

    def test_word_that_is_no_number_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-100"):
            self._create_row(accounts="70 ventes")

    def test_accounts_of_two_rows_are_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-101"):
            self._create_row(accounts="756")

    def test_same_beginning_on_the_other_side_is_accepted(self):
        self.assertTrue(self._create_row(accounts="756D"))

    def test_total_of_an_unknown_row_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-102"):
            self._create_row(kind="total", formula="E1+NOWHERE")

    def test_total_of_itself_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-102"):
            self._create_row(kind="total", formula="E1+ZZ")

    def test_row_that_a_total_needs_cannot_be_archived_nor_deleted(self):
        row = self.env.ref("regie_accounts.regie_statement_row_e1")
        with self.assertRaisesRegex(ValidationError, "FIN-102"), self.cr.savepoint():
            row.action_archive()
        with self.assertRaisesRegex(ValidationError, "FIN-102"):
            row.unlink()

    def test_total_that_adds_income_to_expenses_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "FIN-103"):
            self._create_row(kind="total", formula="E1+F1")

    def test_more_precise_row_takes_its_accounts_from_the_wider_one(self):
        self._entry("2026-03-01", ("512001", 100.0), ("706300", -100.0))
        self.assertEqual(self._amount("E22"), 100.0)
        self._create_row(accounts="7063")
        self.assertEqual((self._amount("E22"), self._amount("ZZ")), (0.0, 100.0))

    @mute_logger("odoo.sql_db")
    def test_exercise_has_one_set_of_annual_accounts(self):
        with self.assertRaisesRegex(Exception, "FIN-104|exercise_uniq"):
            self._create_annual_accounts(self.exercise)


class TestStatementTools(TransactionCase):
    """The pure part."""

    def test_accounts_are_read_with_their_side(self):
        self.assertEqual(parse_accounts(" 41D 4091  5C"), [("41", "D"), ("4091", ""), ("5", "C")])
        self.assertEqual(parse_accounts(False), [])
        with self.assertRaises(ValueError):
            parse_accounts("41X")

    def test_formula_is_read_with_its_signs(self):
        self.assertEqual(parse_formula("A1 + B-C2"), [(1, "A1"), (1, "B"), (-1, "C2")])
        for wrong in ("", "A1+", "a", "A1*B"):
            with self.assertRaises(ValueError):
                parse_formula(wrong)

    def test_named_side_comes_before_both_sides(self):
        rows = RowMap([Rule("41", "", "ANY", "gross"), Rule("41", "C", "CREDIT", "gross")])
        self.assertEqual(rows.find("411000", -1).row, "CREDIT")
        self.assertEqual(rows.find("411000", 1).row, "ANY")

    def test_totals_of_totals_are_resolved(self):
        self.assertEqual(expand({"T": "A-B", "U": "C-T"}, {"A", "B", "C"})["U"], {"A": -1, "B": 1, "C": 1})
