from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_hours import HoursCase


@tagged("post_install", "-at_install")
class TestHoursRules(HoursCase):
    def test_hours_of_a_day_above_24_are_refused_with_what_exists(self):
        self._create_hours(self.rose, date(2026, 10, 5), 20)
        with self.assertRule("HRS-05"):
            self._create_hours(self.rose, date(2026, 10, 5), 4.25)
        self._create_hours(self.rose, date(2026, 10, 5), 4)

    def test_hours_on_another_worksite_count_in_the_same_day(self):
        self._create_hours(self.rose, date(2026, 10, 5), 13)
        other = self._create_worksite("T-02")
        with self.assertRule("HRS-05"):
            self._create_hours(self.rose, date(2026, 10, 5), 12, other)

    def test_hours_raised_above_24_by_a_write_are_refused(self):
        line = self._create_hours(self.rose, date(2026, 10, 5), 20)
        with self.assertRule("HRS-05"):
            line.unit_amount = 25

    def test_hours_not_positive_are_refused(self):
        for hours in (0, -2):
            with self.assertRule("HRS-06"):
                self._create_hours(self.rose, date(2026, 10, 6), hours)

    def test_hours_outside_the_contract_name_the_person_the_day_and_the_end(self):
        self._create_hours(self.paul, date(2026, 10, 19), 5)
        with self.assertRaises(ValidationError) as refused:
            self._create_hours(self.paul, date(2026, 10, 20), 5)
        message = str(refused.exception)
        for part in ("Paul", "20", "19", "HRS-07"):
            self.assertIn(part, message)

    def test_hours_moved_outside_the_contract_are_refused(self):
        line = self._create_hours(self.paul, date(2026, 10, 19), 5)
        with self.assertRule("HRS-07"):
            line.date = date(2026, 10, 20)

    def test_hours_of_a_project_without_code_are_free(self):
        project = self.env["project.project"].create({"name": "Office", "company_id": self.company.id})
        line = self._create_hours(self.paul, date(2026, 12, 20), -5, project)
        self.assertEqual(line.unit_amount, -5)
        self.assertFalse(self.env["regie.hours.month"].search([("company_id", "=", self.company.id)]))

    def test_each_fault_of_a_batch_is_listed_once(self):
        with self.assertRaises(ValidationError) as refused:
            self.env["account.analytic.line"].create(
                [
                    {
                        "employee_id": self.paul.id,
                        "date": date(2026, 10, day),
                        "unit_amount": 5,
                        "project_id": self.worksite.id,
                    }
                    for day in (20, 20, 21, 22)
                ]
            )
        self.assertEqual(str(refused.exception).count("HRS-07"), 3)

    def test_cost_is_the_one_of_hr_timesheet(self):
        self.rose.hourly_cost = 12.37
        line = self._create_hours(self.rose, date(2026, 10, 5), 2.25)
        self.assertEqual(line.amount, -27.83)
        line.unit_amount = 4
        self.assertEqual(line.amount, -49.48)

    def test_preview_of_values_finds_the_faults_without_creating(self):
        self._create_hours(self.rose, date(2026, 10, 5), 20)
        base = {"project_id": self.worksite.id, "company_id": self.company.id}
        before = self.env["account.analytic.line"].search_count([("project_id", "=", self.worksite.id)])
        faults = self.env["account.analytic.line"]._find_hours_faults_of_values(
            [
                {"employee_id": self.rose.id, "date": date(2026, 10, 5), "unit_amount": 5, **base},
                {"employee_id": self.rose.id, "date": "2026-10-06", "unit_amount": 5, **base},
                {"employee_id": self.rose.id, "date": "2026-10-07", "unit_amount": -2, **base},
                {"employee_id": self.paul.id, "date": "2026-10-22", "unit_amount": 5, **base},
            ]
        )
        self.assertEqual([(ref, code) for ref, code, _message in faults], [(0, "HRS-05"), (2, "HRS-06"), (3, "HRS-07")])
        after = self.env["account.analytic.line"].search_count([("project_id", "=", self.worksite.id)])
        self.assertEqual(after, before)

    @mute_logger("odoo.sql_db")
    def test_same_import_key_twice_is_refused_by_postgresql(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5, import_key="k1")
        with self.assertRaises(Exception) as refused:
            self._create_hours(self.rose, date(2026, 10, 6), 5, import_key="k1")
        self.assertIn("import_key_uniq", str(refused.exception))

    @mute_logger("odoo.sql_db")
    def test_same_worksite_code_twice_is_refused_by_postgresql(self):
        with self.assertRaises(Exception) as refused:
            self._create_worksite(" T-01 ")
        self.assertIn("worksite_code_uniq", str(refused.exception))


@tagged("post_install", "-at_install")
class TestHoursMonth(HoursCase):
    def test_month_appears_with_its_first_hour(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        month = self.env["regie.hours.month"].search([("company_id", "=", self.company.id)])
        self.assertEqual((month.date, month.state), (date(2026, 10, 1), "open"))

    def test_validated_month_refuses_new_changed_and_deleted_hours(self):
        line = self._create_hours(self.rose, date(2026, 10, 5), 5)
        november = self._create_hours(self.rose, date(2026, 11, 5), 5)
        self._validate_month(date(2026, 10, 1))
        with self.assertRule("HRS-09"):
            self._create_hours(self.rose, date(2026, 10, 31), 5)
        for act in (
            lambda: line.write({"unit_amount": 4}),
            lambda: line.write({"date": date(2026, 11, 4)}),
            lambda: november.write({"date": date(2026, 10, 30)}),
            line.unlink,
        ):
            with self.assertRule("HRS-09"):
                act()
        line.name = "Halls"
        november.unit_amount = 6

    def test_hours_of_a_validated_month_stay_with_their_task(self):
        task = self.env["project.task"].create({"name": "Stairs", "project_id": self.worksite.id})
        self._create_hours(self.rose, date(2026, 10, 5), 5, task_id=task.id)
        self._validate_month(date(2026, 10, 1))
        with self.assertRule("HRS-09"):
            task.project_id = self._create_worksite("T-02")

    def test_worksite_with_validated_hours_keeps_its_code(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        self.worksite.worksite_code = "T-01 bis"
        self._validate_month(date(2026, 10, 1))
        with self.assertRule("HRS-09"):
            self.worksite.worksite_code = False

    def test_validated_month_never_reopens(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        month = self._validate_month(date(2026, 10, 1))
        self.assertEqual((month.state, month.validated_by_id), ("validated", self.env.user))
        for act in (lambda: month.write({"validated_on": False}), month._validate, month.unlink):
            with self.assertRule("HRS-09"):
                act()

    def test_team_leader_types_hours_but_does_not_validate(self):
        leader = self._create_user("leader", "group_role_team_leader", company=self.company)
        line = (
            self.env["account.analytic.line"]
            .with_user(leader)
            .create(
                {"employee_id": self.rose.id, "date": "2026-10-05", "unit_amount": 5, "project_id": self.worksite.id}
            )
        )
        self.assertEqual(line.unit_amount, 5)
        month = self.env["regie.hours.month"].with_user(leader).search([])
        self.assertEqual(len(month), 1)
        with self.assertRaises(AccessError):
            month._validate()

    def test_rules_cost_two_queries_whatever_the_batch(self):
        self._create_hours(self.rose, date(2026, 10, 1), 1)
        lines = self.env["account.analytic.line"].create(
            [
                {
                    "employee_id": self.rose.id,
                    "date": date(2026, 10, day),
                    "unit_amount": 1,
                    "project_id": self.worksite.id,
                }
                for day in range(1, 31)
            ]
        )
        self.env.flush_all()
        for size in (1, 30):
            with self.assertQueryCount(2):
                lines[:size]._check_hours()


@tagged("post_install", "-at_install")
class TestWorksite(HoursCase):
    def test_activity_of_the_worksite_goes_to_the_hours_typed_from_then_on(self):
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        cleaning, painting = self._create_activity("Cleaning"), self._create_activity("Painting")
        self.worksite.activity_id = cleaning
        first = self._create_hours(self.rose, date(2026, 10, 5), 5)
        self.worksite.activity_id = painting
        second = self._create_hours(self.rose, date(2026, 10, 6), 5)
        self.assertEqual(first[column], cleaning.analytic_account_id)
        self.assertEqual(second[column], painting.analytic_account_id)

    def test_account_set_by_hand_gives_the_activity(self):
        column = self.env.ref("regie_base.analytic_plan_activity")._column_name()
        cleaning = self._create_activity("Cleaning")
        self.worksite[column] = cleaning.analytic_account_id
        self.assertEqual(self.worksite.activity_id, cleaning)
        self.worksite.activity_id = False
        self.assertFalse(self.worksite[column])

    def test_worksite_is_found_by_its_code(self):
        found = self.env["project.project"].name_search("T-01")
        self.assertEqual(found, [(self.worksite.id, "T-01 Worksite T-01")])

    def test_worksite_counts_its_hours(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        self._create_hours(self.rose, date(2026, 10, 6), 2.5)
        self.assertEqual(self.worksite.hours_count, 7.5)
