from datetime import date

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common_hours import HoursCase


@tagged("post_install", "-at_install")
class TestHoursCorrection(HoursCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls._create_hours(cls.rose, date(2026, 10, 5), 5)
        cls.month = cls._validate_month()

    def test_correction_of_a_line_is_dated_on_the_day_worked_and_marked_today(self):
        wizard = Form(self.env["regie.hours.correction"].with_context(default_line_id=self.line.id))
        self.assertEqual((wizard.employee_id, wizard.hours_before), (self.rose, 5))
        wizard.hours_delta = -2
        wizard.reason = "Left at noon"
        self.assertEqual(wizard.hours_after, 3)
        wizard.save().action_correct()
        correction = self.env["account.analytic.line"].search([("corrected_line_id", "=", self.line.id)])
        self.assertEqual((correction.date, correction.unit_amount), (date(2026, 10, 5), -2))
        self.assertEqual(correction.correction_date, fields.Date.context_today(correction))
        self.assertEqual((self.month.hours, self.month.corrected_hours), (3, -2))

    def test_correction_below_zero_is_refused(self):
        with self.assertRule("HRS-10"):
            self._correct(self.rose, date(2026, 10, 5), -5.25)
        with self.assertRule("HRS-10"):
            self._correct(self.rose, date(2026, 10, 5), -1, self._create_worksite("T-02"))
        self._correct(self.rose, date(2026, 10, 5), -5)

    def test_correction_keeps_the_other_rules(self):
        with self.assertRule("HRS-05"):
            self._correct(self.rose, date(2026, 10, 5), 19.5)
        with self.assertRule("HRS-07"):
            self._correct(self.paul, date(2026, 10, 20), 5)

    def test_correction_of_an_open_month_is_refused(self):
        with self.assertRule("HRS-11"):
            self._correct(self.rose, date(2026, 11, 5), 5)

    def test_correction_itself_never_changes(self):
        correction = self._correct(self.rose, date(2026, 10, 5), -1)
        for act in (lambda: correction.write({"unit_amount": 1}), correction.unlink):
            with self.assertRule("HRS-09"):
                act()

    def test_only_a_manager_corrects(self):
        leader = self._create_user("leader", "group_role_team_leader", company=self.company)
        director = self._create_user("director", "group_role_director", company=self.company)
        lines = self.env["account.analytic.line"]
        vals = lines._prepare_correction_vals(self.rose, self.worksite, date(2026, 10, 5), 1, "Forgotten")
        with self.assertRaises(AccessError):
            lines.with_user(leader).create(dict(vals))
        self.assertTrue(lines.with_user(director).create(dict(vals)).correction_date)

    def test_form_shows_that_the_month_is_validated(self):
        self.assertTrue(self.line.is_month_validated)
        self.assertFalse(self._create_hours(self.rose, date(2026, 11, 5), 5).is_month_validated)


@tagged("post_install", "-at_install")
class TestHoursAnomaly(HoursCase):
    def test_points_to_check_before_validation(self):
        self.worksite.activity_id = self._create_activity(company_id=self.company.id)
        other = self._create_worksite("T-02")
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        self._create_hours(self.rose, date(2026, 10, 6), 4, other)
        self._create_hours(self.rose, date(2026, 10, 11), 3)
        month = self.env["regie.hours.month"].search([("company_id", "=", self.company.id)])
        found = {(point.kind, point.employee_id, point.date) for point in month.anomaly_ids}
        self.assertEqual(
            found,
            {
                ("3_no_activity", self.rose, date(2026, 10, 6)),
                ("4_no_hours", self.paul, False),
                ("5_day_off", self.rose, date(2026, 10, 11)),
            },
        )
        self.assertEqual((month.anomaly_count, month.hours, month.employee_count), (3, 12, 1))

    def test_contract_cut_short_after_the_hours_shows_them(self):
        self.worksite.activity_id = self._create_activity(company_id=self.company.id)
        self._create_hours(self.paul, date(2026, 10, 19), 5)
        self.paul.contract_date_end = date(2026, 10, 16)
        month = self.env["regie.hours.month"].search([("company_id", "=", self.company.id)])
        self.assertIn(("1_no_contract", self.paul), [(point.kind, point.employee_id) for point in month.anomaly_ids])

    def test_validation_wizard_locks_the_month_and_prepares_the_statements(self):
        self._create_hours(self.rose, date(2026, 10, 5), 5)
        month = self.env["regie.hours.month"].search([("company_id", "=", self.company.id)])
        wizard = self.env["regie.hours.month.validate"].create({"month_id": month.id})
        self.assertEqual((wizard.hours, wizard.employee_count), (5, 1))
        action = wizard.action_validate()
        self.assertEqual(month.state, "validated")
        statement = self.env["regie.iae.statement"].search(action["domain"])
        self.assertEqual((statement.annex_id, statement.hours_declared), (self.annex, 5))
