from odoo.exceptions import UserError, ValidationError
from odoo.fields import Datetime

from .common import ReportCase


class TestReport(ReportCase):
    """A problem is reported, read, handled, solved, answered."""

    def test_report_says_or_shows_something(self):
        with self.assertRaisesRegex(ValidationError, "E-REP-01"):
            self._create_report(description="  ")
        self._create_report(photo_ids=[self._photo()])

    def test_report_goes_from_arrival_to_answer(self):
        report = self._create_report()
        self.assertEqual(report.state, "new")
        report.with_user(self.office).action_qualify()
        self.assertEqual(report.state, "qualified")
        one = self._create_report_pass(report)
        self.assertEqual((report.state, report.routing), ("assigned", "regie"))
        self._write_fact(one, date_started=Datetime.now())
        self.assertEqual(report.state, "in_progress")
        self._write_fact(one, date_done=Datetime.now())
        self.assertEqual(report.state, "resolved")
        report.with_user(self.office).action_close()
        self.assertEqual(report.state, "closed")

    def test_facts_are_not_written_by_hand(self):
        report = self._create_report()
        facts = {"date_closed": "2026-01-01", "state": "closed", "satisfaction": 5, "support_count": 9}
        facts.update(date="2026-01-01", sla_deadline="2030-01-01", tracking_code="AAAAAAAA", date_resolved="2026-01-01")
        for name, value in facts.items():
            with self.subTest(fact=name), self.assertRaisesRegex(UserError, "E-REP-05"):
                report.with_user(self.office).write({name: value})
        with self.assertRaisesRegex(UserError, "E-REP-05"):
            self.env["regie.resident.report"].with_user(self.office).create(
                {"site_id": report.site_id.id, "category_id": report.category_id.id, "date_closed": "2026-01-01"}
            )
