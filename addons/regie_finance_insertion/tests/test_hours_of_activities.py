from datetime import date

from odoo.exceptions import UserError

from odoo.addons.regie_base.tools.scope import Scope
from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_insertion.tests.common import InsertionCase


class TestHoursOfActivities(FinanceBuilders, InsertionCase):
    """Hours of the worksites beside the euros of the same activities."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()
        cls.office = cls._create_activity("Siège", is_support=True, sequence=90)
        cls.cleaning = cls._create_activity("Nettoyage", sequence=1)
        cls.green = cls._create_activity("Espaces verts", family="green", sequence=2)
        cls.column = cls.env.ref("regie_base.analytic_plan_activity")._column_name()
        cls.employee = cls._create_employee()
        for activity, hours in ((cls.cleaning, 6), (cls.green, 2)):
            site = cls._create_worksite(**{cls.column: activity.analytic_account_id.id})
            cls._work(site, cls.employee, hours=hours, **{cls.column: activity.analytic_account_id.id})
        cls._entry("2026-03-01", ("641100", 100, cls.cleaning), ("421000", -100))
        cls._entry("2026-03-01", ("641100", 80, cls.office), ("421000", -80))
        cls.table = cls.env["regie.activity.table"]

    def _create_key(self):
        return self.env["regie.overhead.key"].create(
            {"exercise_id": self.exercise.id, "support_id": self.office.id, "base": "hours"}
        )

    def _row(self, row_id):
        rows = self.table.get_table(self.exercise.id)["rows"]
        return next(row["values"] for row in rows if row["id"] == row_id)

    def test_overheads_are_shared_by_the_hours_worked(self):
        key = self._create_key()
        overhead = self._row(self.env.ref("regie_finance.result_row_overhead").id)
        self.assertEqual((overhead[str(self.cleaning.id)], overhead[str(self.green.id)]), (-60, -20))
        details = self.env["regie.result.detail"].search(key.action_view_shares()["domain"])
        self.assertEqual(details.mapped("weight"), [6, 2])

    def test_key_by_hours_without_hours_is_said(self):
        key = self._create_key()
        key.exercise_id = self.exercise_before
        with self.assertRaisesRegex(UserError, "FIN-061"):
            key.action_view_shares()

    def test_hour_costs_its_expenses_and_its_overheads(self):
        self._create_key()
        self.assertEqual(self._row("hours")["total"], 8)
        cost = self._row("hour_cost")
        self.assertEqual(cost[str(self.cleaning.id)], round(160 / 6, 2))
        self.assertEqual(cost["total"], 180 / 8, "what the office spends is counted once")
        self.assertIsNone(cost[str(self.office.id)])

    def test_hours_open_their_lines_with_the_same_total(self):
        for column in (str(self.cleaning.id), "total"):
            action = self.table.action_open_cell(self.exercise.id, "activity", "hours", column)
            lines = self.env["account.analytic.line"].search(action["domain"])
            self.assertEqual(sum(lines.mapped("unit_amount")), self._row("hours")[column])

    def test_treasurer_reads_the_hours_of_activities(self):
        treasurer = self._create_user("tresorier_test", "regie_finance.group_role_treasurer")
        hours = self.table.with_user(treasurer)._get_hours(self.exercise)
        self.assertEqual(hours, {self.cleaning.id: 6, self.green.id: 2})

    def test_annex_counts_the_staff(self):
        self._create_employee(contract=(date(2025, 7, 1), None))
        self._create_employee(contract=(date(2024, 1, 1), date(2025, 12, 31)))
        accounts = self.env["regie.annual.accounts"].create({"exercise_id": self.exercise.id})
        rows = {row[0]: row[1:] for row in accounts.get_annex_table("headcount")["rows"]}
        self.assertEqual(rows["Permanent employees"], [1, 1])
        self.assertEqual(rows["Employees in insertion"], [1, round(26 / 35, 2)])

    def _figure(self, code, module="regie_finance_insertion", **narrowings):
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31), **narrowings)
        return self.env.ref(f"{module}.indicator_{code}")._compute_result(scope)

    def test_hours_of_the_market_and_of_the_others_leave_the_supports_out(self):
        self.green.market_kind = "non_market"
        self.assertEqual(self.cleaning.market_kind, "market")
        site = self._create_worksite(**{self.column: self.office.analytic_account_id.id})
        self._work(site, self.employee, hours=1, **{self.column: self.office.analytic_account_id.id})
        market, other = self._figure("market_hours"), self._figure("non_market_hours")
        self.assertEqual((market.value, other.value), (6, 2))
        self.assertEqual(self._figure("market_hours", activity=self.green).value, 0)
        lines = self.env[market.model].search(market.domain)
        self.assertEqual(sum(lines.mapped("hours")), 6)

    def test_hours_of_an_activity_that_is_archived_since_were_worked(self):
        self.cleaning.active = False
        self.assertEqual(self._figure("market_hours").value, self._figure("activity_hours", "regie_insertion").value)

    def test_paid_hours_are_all_those_of_the_worksites(self):
        scope = Scope(self.company, date(2026, 1, 1), date(2026, 12, 31))
        self._work(self._create_worksite(), self.employee, hours=1)
        self.assertEqual(self.env["regie.indicator"]._get_paid_hours(scope).value, 9)
