from datetime import datetime, timedelta

from odoo.tests import freeze_time

from .common import ReportCase


class TestLate(ReportCase):
    """The delay is counted in the working hours of the régie; who answers for a late report is told once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {"name": "35 h", "company_id": cls.company.id, "tz": "UTC", "attendance_ids": False}
        )
        cls.company.resource_calendar_id.attendance_ids = [(5, 0, 0)] + [
            (0, 0, {"name": "Day", "dayofweek": str(day), "hour_from": 9, "hour_to": 16, "day_period": "full_day"})
            for day in range(5)
        ]

    def _cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("regie_resident_report.regie_resident_report_cron_escalate").method_direct_trigger()

    @freeze_time("2026-02-06 14:00:00")  # a Friday
    def test_leak_of_friday_afternoon_is_due_on_monday_morning(self):
        self.assertEqual(self._create_report(kind="leak").sla_deadline, datetime(2026, 2, 9, 11))

    @freeze_time("2026-02-02 10:00:00")
    def test_dumped_rubbish_is_due_two_working_days_later(self):
        self.assertEqual(self._create_report(kind="dumping").sla_deadline, datetime(2026, 2, 4, 10))

    @freeze_time("2026-02-02 10:00:00")
    def test_closing_day_of_the_regie_does_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "date_from": "2026-02-03 00:00:00",
                "date_to": "2026-02-03 23:59:59",
                "calendar_id": False,
            }
        )
        self.assertEqual(self._create_report(kind="dumping").sla_deadline, datetime(2026, 2, 5, 10))

    def test_delay_changed_in_the_settings_is_for_the_next_reports(self):
        report = self._create_report()
        due = report.sla_deadline
        self._kind().delay_hours = 140
        self.assertEqual(report.sla_deadline, due)
        self.assertGreater(self._create_report().sla_deadline, due)

    def test_late_is_what_waits_after_its_delay(self):
        with freeze_time("2026-02-02 10:00:00"):
            waits, solved = self._create_report(), self._create_report()
        with freeze_time("2026-02-04 09:59:00"):
            self.assertFalse(waits.is_late)
        with freeze_time("2026-02-04 10:01:00"):
            solved.with_user(self.office).action_resolve()
            (waits | solved).invalidate_recordset(["is_late"])
            self.assertTrue(waits.is_late)
            self.assertFalse(solved.is_late)
            reports = self.env["regie.resident.report"]
            self.assertEqual(reports.search([("is_late", "=", True), ("id", "in", (waits | solved).ids)]), waits)
            self.assertIn(solved, reports.search([("is_late", "=", False)]))
            self.assertIn(solved, reports.search([("is_late", "!=", True)]))

    def test_late_report_is_given_once_to_its_responsible(self):
        self._kind().with_company(self.company).user_id = self.office
        report = self._create_report(date=datetime.now() - timedelta(days=30))
        self._cron()
        self._cron()
        self.assertEqual(report.activity_ids.user_id, self.office)
        self.assertEqual(len(report.activity_ids), 1)
        report.sudo().date_declared = datetime.now()
        report.with_user(self.office).action_close()
        self.assertFalse(report.activity_ids)

    def test_late_report_without_a_responsible_is_given_to_a_director(self):
        report = self._create_report(date=datetime.now() - timedelta(days=30))
        self._cron()
        self.assertTrue(report.activity_ids.user_id.has_group("regie_gup.group_gup_manager"))

    def test_urgent_report_is_given_at_once(self):
        self._kind("leak").with_company(self.company).user_id = self.office
        self.assertEqual(self._create_report(kind="leak").activity_ids.user_id, self.office)
        self.assertFalse(self._create_report(kind="graffiti").activity_ids)
