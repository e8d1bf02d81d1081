from odoo.exceptions import UserError, ValidationError
from odoo.fields import Datetime

from .common import ReportCase


class TestDuplicate(ReportCase):
    """The same problem reported by several residents is handled once."""

    def test_similar_reports_are_of_the_same_kind_above_or_below_and_recent(self):
        hall = self._create_hall()
        residence = hall.parent_id.parent_id
        report = self._create_report(hall)
        above = self._create_report(residence)
        self._create_report(hall, kind="leak")
        self._create_report(self._create_hall())
        old = self._create_report(hall)
        old.sudo().date = Datetime.subtract(Datetime.now(), days=8)
        self._create_report(hall).with_user(self.office).action_close()
        similar = self.env["regie.resident.report"].search(report._get_similar_domain())
        self.assertEqual(similar, above)
        self.assertEqual(report.similar_count, 1)
        self.assertEqual(self.env["regie.resident.report"].search(above._get_similar_domain()), report)
        shown = self.env["regie.resident.report"].search(report.action_view_similar()["domain"])
        self.assertEqual(shown, report | above)

    def test_merged_reports_say_how_many_residents_they_bother(self):
        site = self._create_place("neighbourhood")
        first, second, third = (self._create_report(site) for _n in range(3))
        second._support()
        (second | third).with_user(self.office).action_merge()
        (first | second).with_user(self.office).action_merge()
        self.assertEqual((second | third).duplicate_of_id, first)
        self.assertEqual(first.support_total, 4)
        self.assertEqual(set((second | third).mapped("state")), {"duplicate"})

    def test_report_alone_ended_or_elsewhere_is_not_merged(self):
        report = self._create_report().with_user(self.office)
        ended = self._create_report(report.site_id).with_user(self.office)
        ended.action_close()
        other = self._create_report(self._create_place("neighbourhood", company_id=self._create_company().id))
        for reports in (report, report | ended, report.sudo() | other.sudo()):
            with self.assertRaisesRegex(UserError, "E-REP-09"):
                reports.action_merge()

    def test_report_that_carries_others_is_carried_by_none(self):
        first, second, third = (self._create_report() for _n in range(3))
        second.duplicate_of_id = first
        with self.assertRaisesRegex(ValidationError, "E-REP-09"):
            third.duplicate_of_id = second
        with self.assertRaisesRegex(ValidationError, "E-REP-09"):
            first.duplicate_of_id = third
