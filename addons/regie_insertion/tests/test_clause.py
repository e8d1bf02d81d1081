import doctest
from datetime import date, timedelta
from decimal import Decimal

from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError

from odoo.addons.regie_insertion.tools import clause as arithmetic

from .common import InsertionCase

FEBRUARY = date(2026, 2, 1), date(2026, 2, 28)


class TestClauseArithmetic(InsertionCase):
    """The examples written beside the formulas."""

    def test_arithmetic_examples_hold(self):
        self.assertFalse(doctest.testmod(arithmetic).failed)


@freeze_time("2026-03-10")
class TestClause(InsertionCase):
    """What is due, what is done, and when to worry."""

    def _read(self, clause, period=FEBRUARY):
        return self.env["regie.clause"]._read_figures([(1, clause.id, *period)])[1]

    def test_buyer_who_follows_a_worksite_reads_none_of_its_names(self):
        clause = self._create_clause()
        worksite = self._create_worksite(clause)
        buyer = self._create_user("acheteuse", "base.group_portal")
        worksite.message_subscribe(buyer.partner_id.ids)
        self._work(worksite, self._create_employee(pass_start=date(2026, 1, 1)))
        lines = self.env["account.analytic.line"].with_user(buyer)
        self.assertFalse(lines.sudo().search(lines._timesheet_get_portal_domain()))

    def test_formula_rounds_up_unless_the_market_says_to_the_nearest_hour(self):
        clause = self._create_clause(hours=0, base_amount=1_000_000, labour_share=50, rate=5, hourly_cost=30)
        self.assertEqual((clause.hours_formula, clause.hours_target), (834, 834))
        clause.rounding = "half_up"
        self.assertEqual(clause.hours_target, 833, "the published example")

    def test_hours_of_the_contract_win_over_the_formula(self):
        clause = self._create_clause(hours=900, base_amount=1_000_000, labour_share=50, rate=5, hourly_cost=30)
        self.assertEqual((clause.hours_formula, clause.hours_target), (834, 900))
        clause.hours_target_manual = 0
        self.assertEqual(clause.hours_target, 834)

    def test_impossible_clause_is_refused(self):
        for code, vals in (
            ("E-MKT-01", {"end": date(2025, 12, 31)}),
            ("E-MKT-09", {"rate": 101}),
            ("E-MKT-09", {"labour_share": -1}),
            ("E-MKT-10", {"hourly_cost": -30}),
            ("E-MKT-10", {"base_amount": 1000, "rate": 5, "labour_share": 50}),
        ):
            with self.subTest(code=code, vals=vals), self.assertRaisesRegex(ValidationError, code):
                self._create_clause(**vals)

    def test_only_insertion_hours_inside_the_dates_count(self):
        clause = self._create_clause(start=date(2026, 2, 3))
        worksite = self._create_worksite(clause)
        amina = self._create_employee(pass_start=date(2026, 1, 1), qpv=True)
        guide = self._create_employee(contract=(date(2024, 1, 1), None))
        self._work(worksite, amina, date(2026, 2, 2), 7)
        self._work(worksite, amina, date(2026, 2, 3), 5.25)
        self._work(worksite, guide, date(2026, 2, 3), 7)
        self._work(self._create_worksite(), amina, date(2026, 2, 4), 7)
        figures = self._read(clause)
        self.assertEqual(
            [figures[name] for name in ("counted", "qpv", "outside", "other", "people", "qpv_people")],
            [Decimal("5.25"), Decimal("5.25"), 7, 7, 1, 1],
        )

    def test_hours_add_up_without_a_drift(self):
        clause = self._create_clause()
        worksite = self._create_worksite(clause)
        people = [self._create_employee(pass_start=date(2026, 1, 1)) for _each in range(3)]
        for person in people:
            self._work(worksite, person, hours=0.1)
        self.assertEqual(self._read(clause)["counted"], Decimal("0.3"))

    def test_person_whose_hours_were_all_taken_back_is_not_counted(self):
        clause = self._create_clause()
        worksite = self._create_worksite(clause)
        amina, bruno = (self._create_employee(pass_start=date(2026, 1, 1)) for _each in range(2))
        line = self._work(worksite, amina)
        self._work(worksite, bruno)
        self._validate_month()
        self._work(
            worksite,
            amina,
            hours=-7,
            correction_date="2026-03-10",
            correction_reason="Other day",
            corrected_line_id=line.id,
        )
        figures = self._read(clause)
        self.assertEqual((figures["counted"], figures["people"]), (7, 1))

    def test_eligibility_ends_after_its_months_when_the_market_sets_it(self):
        clause = self._create_clause(eligibility_months=1, start=date(2026, 1, 1))
        worksite = self._create_worksite(clause)
        amina = self._create_employee(pass_start=date(2026, 1, 1))
        for day in (date(2026, 1, 15), date(2026, 2, 14), date(2026, 2, 15)):
            self._work(worksite, amina, day)
        year = date(2026, 1, 1), date(2026, 12, 31)
        figures = self._read(clause, year)
        self.assertEqual((figures["counted"], figures["not_eligible"]), (14, 7))
        clause.eligibility_months = 0
        self.assertEqual(self._read(clause, year)["counted"], 21)

    def test_progress_compares_validated_hours_with_a_steady_pace(self):
        clause = self._create_clause(hours=365)
        worksite = self._create_worksite(clause)
        amina = self._create_employee(pass_start=date(2026, 1, 1))
        for day in range(2, 7):
            self._work(worksite, amina, date(2026, 2, day), 7)
        self._work(worksite, amina, date(2026, 3, 2), 7)
        self._validate_month()
        clause.invalidate_recordset()
        self.assertEqual((clause.hours_done, clause.hours_validated), (42, 35))
        self.assertEqual(clause.progress, 9.59)
        self.assertEqual((clause.progress_date, clause.hours_expected), (date(2026, 2, 28), 59))
        self.assertEqual((clause.hours_gap, clause.hours_remaining), (-24, 330))

    def test_alert_follows_the_dated_parameters(self):
        clause = self._create_clause(hours=1000)
        worksite = self._create_worksite(clause)
        amina = self._create_employee(pass_start=date(2026, 1, 1))
        self.assertEqual(clause.alert, "red")
        self.assertIn(clause, clause.search([("alert", "in", ["orange", "red"])]))
        for offset in range(20):
            self._work(worksite, amina, date(2026, 2, 9) + timedelta(days=offset), 10)
        clause.invalidate_recordset()
        self.assertEqual((clause.hours_done, clause.alert), (200, "orange"))
        self._validate_month()
        clause.invalidate_recordset()
        self.assertEqual(clause.alert, "green")
        self.env["regie.parameter"].search([("code", "=", "clause_alert_gap")]).value = 1
        self._work(worksite, amina, date(2026, 3, 2), 1)
        clause.hours_target_manual = 2000
        self.env.flush_all()
        clause.invalidate_recordset()
        self.assertEqual(clause.alert, "red")

    def test_figures_of_fifty_clauses_cost_as_many_statements_as_those_of_one(self):
        amina = self._create_employee(pass_start=date(2026, 1, 1))
        clauses = self.env["regie.clause"]
        for _each in range(50):
            clause = self._create_clause()
            clauses |= clause
            self._work(self._create_worksite(clause), amina, hours=0.25)
        self.env.flush_all()
        for several in (clauses[:1], clauses):
            self.env.invalidate_all()
            with self.assertQueryCount(9):
                several.mapped("progress")

    def test_clause_with_hours_is_not_deleted(self):
        clause = self._create_clause()
        self._work(self._create_worksite(clause), self._create_employee(pass_start=date(2026, 1, 1)))
        with self.assertRaisesRegex(ValidationError, "7.00 hours"):
            clause.unlink()

    def test_analysis_adds_up_to_the_figures_and_names_nobody(self):
        clause = self._create_clause()
        worksite = self._create_worksite(clause)
        for qpv in (True, False):
            self._work(worksite, self._create_employee(pass_start=date(2026, 1, 1), qpv=qpv))
        self.env.flush_all()
        rows = self.env["regie.clause.report"].search([("clause_id", "=", clause.id)])
        self.assertEqual((sum(rows.mapped("hours_insertion")), sum(rows.mapped("hours_qpv"))), (14, 7))
        self.assertFalse({"employee_id", "name"} & self.env["regie.clause.report"]._fields.keys())

    def test_roles_read_clauses_and_only_a_manager_writes_them(self):
        clause = self._create_clause()
        for role in ("group_role_team_leader", "group_role_board_member", "group_role_accountant", "group_role_office"):
            as_user = clause.with_user(self._create_user(role, role))
            self.assertEqual(as_user.hours_done, 0)
            with self.assertRaises(AccessError):
                as_user.name = "Something else"
        clause.with_user(self._create_user("director", "group_role_director")).name = "Something else"
        with self.assertRaises(AccessError):
            clause.with_user(self._create_user("cashier", "group_role_cashier")).read(["name"])

    def test_clause_of_another_regie_is_out_of_reach(self):
        other = self._create_company()
        clause = self._create_clause(company_id=other.id, user_id=False)
        director = self._create_user("director", "group_role_director")
        self.assertFalse(self.env["regie.clause"].with_user(director).search([("id", "=", clause.id)]))
        with self.assertRaises(AccessError):
            clause.with_user(director).read(["name"])
