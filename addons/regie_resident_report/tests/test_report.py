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

    def test_list_costs_as_many_queries_for_sixty_reports_as_for_ten(self):
        site = self._create_place("neighbourhood")
        reports = self.env["regie.resident.report"].with_user(self.office)
        names = ("date", "category_id", "site_id", "support_total", "is_late", "sla_deadline", "state", "photo_count")
        counts = []
        for more in (10, 50):
            for _n in range(more):
                self._create_report(site)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            reports.search_read([("site_id", "=", site.id)], names)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])

    def test_kanban_shows_the_empty_columns_of_what_waits(self):
        states = self.env["regie.resident.report"]._read_group_state(["closed"], [])
        self.assertEqual(states[0], "new")
        self.assertIn("transferred", states)
        self.assertIn("closed", states)
        self.assertNotIn("rejected", states)

    def test_codes_are_read_aloud_without_a_doubt(self):
        codes = {self.env["regie.resident.report"]._default_tracking_code() for _n in range(200)}
        self.assertEqual(len(codes), 200)
        self.assertFalse(set("".join(codes)) & set("0O1I"))
        self.assertEqual({len(code) for code in codes}, {8})
