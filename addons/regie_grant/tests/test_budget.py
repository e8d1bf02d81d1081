import io

import openpyxl
from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import GrantCase


@freeze_time("2027-02-10")
class TestBudget(GrantCase):
    """The tables of the forms: planned, done, explained."""

    def _actuals(self, grant):
        return {row.name: amount for row, amount in grant._get_actuals()[0].items()}

    def test_planned_amounts_are_whole_euros(self):
        with self.assertRaisesRegex(ValidationError, "FIN-041"):
            self._plan(self._create_grant(), charge_03=100.5)

    def test_heading_takes_no_amount(self):
        with self.assertRaisesRegex(ValidationError, "FIN-044"):
            self._plan(self._create_grant(), charge_01=100)

    def test_sentence_says_the_share_of_the_grant(self):
        grant = self._create_grant(3000)
        self._plan(grant, charge_03=12000, income_06=3000, income_01=9000, income_24=5000)
        self.assertRegex(grant.percent_sentence, r"3\D000 €, is 25\D00 %")

    def test_costs_fill_the_row_of_their_account(self):
        grant = self._create_notified_grant()
        for code, amount in (("606300", 100), ("613200", 200), ("641100", 300), ("645100", 40), ("611000", 7)):
            self._spend(grant, amount, code=code)
        self._spend(grant, 999, day="2027-01-05")
        self.assertEqual(
            self._actuals(grant),
            {
                "Autres fournitures": 100,
                "Locations": 200,
                "Rémunération des personnels": 300,
                "Charges sociales": 40,
                "Rémunérations intermédiaires et honoraires": 7,
            },
        )

    def test_contributions_in_kind_are_mapped_by_nature_not_by_printed_number(self):
        row = self.env["regie.cerfa.row"].search([("name", "=", "Bénévolat")])
        self.assertEqual((row.code, row.prefixes), ("870", "875"))
        row = self.env["regie.cerfa.row"].search([("name", "=", "Dons en nature")])
        self.assertEqual((row.code, row.prefixes), ("875", "870"))

    def test_whole_activity_reports_the_other_funders_in_their_rows(self):
        activity = self._create_activity()
        grant = self._create_notified_grant(booked=True, activity_id=activity.id, budget_scope="activity")
        self._create_notified_grant(2000, booked=True, activity_id=activity.id, funder_type="commune")
        self._create_notified_grant(
            5000, booked=True, activity_id=activity.id, funder_type="asp", legal_kind="public_contribution"
        )
        self._spend(grant, 400)
        self.assertEqual(
            self._actuals(grant),
            {
                "Conseil(s) départemental(aux)": 12000,
                "Commune(s)": 2000,
                "L'agence de services et de paiement (emplois aidés)": 5000,
                "Autres fournitures": 400,
            },
        )

    def test_indirect_costs_follow_the_rate_of_the_convention(self):
        grant = self._create_notified_grant(indirect_rate=10)
        self._spend(grant, 1000)
        self.assertEqual(self._actuals(grant)["Charges fixes de fonctionnement"], 100)
        self.assertEqual(grant.get_eligible_costs(), 1100)

    def test_rate_of_the_indirect_costs_is_a_percentage(self):
        grant = self._create_notified_grant(indirect_rate=100)
        for rate in (-1, 101):
            with self.assertRaises(CheckViolation) as caught, self.cr.savepoint(), mute_logger("odoo.sql_db"):
                grant.indirect_rate = rate
                grant.flush_recordset()
            self.assertIn("FIN-045", grant._sql_error_to_message(caught.exception))

    def test_account_that_no_row_takes_is_said(self):
        grant = self._create_notified_grant()
        self.env["regie.cerfa.row"].search([("prefixes", "=", "60")]).prefixes = "601"
        self._spend(grant, 50, code="607000")
        self.assertIn("607000", grant.unmapped_sentence)

    def test_prefix_belongs_to_one_row(self):
        row = self.env["regie.cerfa.row"].search([("prefixes", "=", "60")])
        for prefixes in ("606", "6x"):
            with self.assertRaisesRegex(ValidationError, "FIN-044"), self.cr.savepoint():
                row.prefixes = prefixes

    def test_variance_is_explained_before_the_report_leaves(self):
        grant = self._create_notified_grant()
        self._plan(grant, charge_03=1000, charge_06=200)
        self._spend(grant, 1100)
        self._spend(grant, 200, code="615200")
        self._spend(grant, 5, code="616100")
        self._attach_documents(grant)
        with self.assertRaisesRegex(UserError, r"100\D0 %.*Assurance.*FIN-042"):
            grant.action_report()
        grant._add_missing_rows()
        grant.budget_line_ids.filtered(lambda line: line.row_id.name == "Assurance").note = "New contract"
        grant.action_report()
        self._spend(grant, 5000)
        supplies = grant.budget_line_ids.filtered(lambda line: line.row_id.name == "Autres fournitures")
        self.assertEqual((supplies.actual, round(supplies.variance)), (1100, 10))

    def test_report_after_its_deadline_leaves_a_trace(self):
        grant = self._create_notified_grant(reporting_deadline="2027-01-31")
        self._attach_documents(grant)
        grant.action_report()
        self.assertIn("FIN-042", grant.message_ids[0].body)

    def test_figure_opens_on_its_items_with_the_same_total(self):
        grant = self._create_notified_grant(booked=True)
        for code in ("606300", "606400", "613200"):
            self._spend(grant, 33.33, code=code)
        grant._add_missing_rows()
        for line in grant.budget_line_ids:
            items = self.env["account.analytic.line"].search(line.action_view_items()["domain"])
            self.assertAlmostEqual(abs(sum(items.mapped("amount"))), line.actual)

    def test_rows_of_the_form_are_added_and_taken_out(self):
        grant = self._create_grant()
        grant.action_fill_rows()
        rows = self.env["regie.cerfa.row"].search([("is_heading", "=", False)])
        self.assertEqual(grant.budget_line_ids.row_id, rows)
        self.assertEqual(grant.income_total, 12000)
        grant.action_clean_rows()
        self.assertEqual(grant.budget_line_ids.row_id.funder_type, "department")

    def test_budget_of_many_grants_is_read_in_few_queries(self):
        grant = self._create_notified_grant()
        grant.action_fill_rows()
        self._spend(grant, 100)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(15):
            grant.budget_line_ids.mapped("actual")

    def test_headings_sum_their_rows(self):
        grant = self._create_grant()
        self._plan(grant, charge_02=100, charge_03=50, charge_05=7, charge_21=9)
        table = {item["name"]: item["planned"] for item in grant._get_table()["charge"]}
        self.assertEqual((table["60 Achats"], table["61 Services extérieurs"]), (150, 7))
        self.assertEqual(grant._get_totals()["charge"]["cash"]["planned"], 166)

    def test_spreadsheet_opens_and_its_formulas_are_inert(self):
        grant = self._create_notified_grant(name="=1+1", report_note="=cmd()")
        self._plan(grant, charge_03=1000, income_06=1000)
        report = self.env.ref("regie_grant.regie_grant_cerfa_report_xlsx")
        accountant = self._create_user("acc", "group_role_accountant")
        content = report.with_user(accountant)._render_xlsx(report.report_name, grant.ids, {})[0]
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(book.sheetnames, ["12156", "15059"])
        self.assertFalse([cell for sheet in book for row in sheet for cell in row if cell.data_type == "f"])
        values = [cell.value for row in book["12156"] for cell in row]
        self.assertIn(1000, values)
        self.assertEqual(self.env["regie.export.log"].search([], limit=1).user_id, accountant)

    def test_forms_are_printed(self):
        grant = self._create_notified_grant()
        self._plan(grant, charge_03=1000, income_06=1000)
        for name in ("budget", "financial"):
            html = self.env["ir.actions.report"]._render_qweb_html(f"regie_grant.report_regie_grant_{name}", grant.ids)[
                0
            ]
            self.assertIn("Achats", html.decode())
