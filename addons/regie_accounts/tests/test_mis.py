from odoo.tests import TransactionCase

from ..tools.mis import Expressions
from ..tools.statement import Rule
from .common import AccountsCase


class TestMis(AccountsCase):
    """The templates of MIS Builder give the figures of the annual accounts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._entry("2025-03-01", ("512001", 5000.0), ("106800", -5000.0))
        cls._entry("2025-06-01", ("411100", 900.0), ("706000", -900.0))
        cls._entry("2026-02-01", ("218300", 1200.0), ("512001", -1200.0))
        cls._entry("2026-12-31", ("681120", 400.0), ("281800", -400.0))
        cls._entry("2026-06-01", ("441700", 10000.0), ("741000", -10000.0))
        cls._entry("2026-12-31", ("689400", 4000.0), ("194000", -4000.0))
        cls._entry("2026-07-01", ("641100", 3000.0), ("421000", -3000.0))
        cls._entry("2026-08-01", ("404100", -60.0), ("606300", 60.0))
        cls._entry("2026-08-02", ("607000", 75.0), ("512002", -75.0))

    def _get_mis_figures(self, family, accounts):
        """{code of a row in lower case: its figures, exercise and the one before}."""
        matrix = accounts._create_mis_instance(family)._compute_matrix()
        return {
            row.kpi.name.removeprefix("r_"): [cell.val or 0.0 for cell in row.iter_cells()]
            for row in matrix.iter_rows()
            if row.kpi.type == "num"
        }

    def test_templates_give_the_figures_of_the_annual_accounts(self):
        statements = self.accounts._get_statements()
        for family, names in {"balance": ("balance_asset", "balance_liability"), "income": ("income",)}.items():
            figures = self._get_mis_figures(family, self.accounts)
            for row in [row for name in names for row in statements[name] if row["kind"] != "title"]:
                with self.subTest(row=row["code"]):
                    found = [round(figure, 2) for figure in figures[row["code"].lower()]]
                    self.assertEqual(found, [row["amount"], row["amount_before"]])

    def test_customer_in_credit_is_netted_there_and_not_here(self):
        self._entry("2026-05-01", ("512001", 250.0), ("411100", -250.0, None, self._create_partner()))
        figures = self._get_mis_figures("balance", self.accounts)
        self.assertEqual(figures["b3"][0], 650.0)
        self.assertEqual((self._amount("B3"), self._amount("S8")), (900.0, 250.0))

    def test_accountant_opens_the_exercise_in_mis(self):
        accountant = self._create_user("accountant", "group_role_accountant")
        for action in ("action_open_mis_balance", "action_open_mis_income"):
            self.assertEqual(getattr(self.accounts.with_user(accountant), action)()["res_model"], "mis.report.instance")

    def test_templates_are_created_once(self):
        report = self.env.ref("regie_accounts.mis_report_income")
        report.name = "Ours"
        self.env["mis.report"]._load_association_templates()
        self.assertEqual(self.env.ref("regie_accounts.mis_report_income").name, "Ours")


class TestMisTools(TransactionCase):
    """The pure part."""

    def test_side_takes_what_no_longer_beginning_takes_on_that_side(self):
        rules = [Rule("40", "C", "S4", "gross"), Rule("40", "D", "B5", "gross"), Rule("404", "C", "S7", "gross")]
        expressions = Expressions(rules)
        self.assertEqual(
            expressions.accounts("S4", "e"), ["nbale[('code', '=like', '40%'), '!', ('code', '=like', '404%')]"]
        )
        self.assertEqual(expressions.accounts("B5", "e"), ["pbale[('code', '=like', '40%')]"])
