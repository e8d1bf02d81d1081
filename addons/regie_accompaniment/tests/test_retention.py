import io
from datetime import date, datetime

import openpyxl
from freezegun import freeze_time

from odoo.tests import tagged

from odoo.addons.regie_insertion.tests.common import InsertionCase


@tagged("post_install", "-at_install")
class TestRetention(InsertionCase):
    """The accompaniment of a person who left two years ago is forgotten, and an interview keeps the file open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.adviser = cls._create_user("claire", "group_role_social_worker")
        cls.person = cls._create_employee(
            contract=(date(2025, 1, 1), date(2025, 12, 31)), pass_start=date(2024, 1, 1), name="Philomène Z."
        )
        cls.pathway = cls._create_pathway(cls.person, social_worker=cls.adviser)

    def _interview(self, day, text="Philomène vit chez sa sœur."):
        with freeze_time(day):
            interview = (
                self.env["regie.interview"]
                .with_user(self.adviser)
                .create({"pathway_id": self.pathway.id, "date_start": datetime.fromisoformat(f"{day} 10:00:00")})
            )
        with freeze_time(f"{day} 12:00:00"):
            interview.confidential_note = text
            interview.shared_note = "Rendez-vous avec Philomène."
            interview.action_done()
            self.env.invalidate_all()
            self.assertTrue(interview.confidential_note)
        return interview.sudo()

    def _review(self, day):
        with freeze_time(day), self.enter_registry_test_mode():
            self.env.ref("regie_insertion.regie_person_retention_cron_review").method_direct_trigger()

    def _get_retention(self):
        return self.env["regie.person.retention"].search([("employee_id", "=", self.person.id)])

    def test_interview_held_after_the_contract_starts_the_clock_again(self):
        self._interview("2026-03-02")
        self._review("2027-12-15")
        self.assertFalse(self._get_retention())
        self._review("2028-02-01")
        self.assertEqual(self._get_retention().last_contact, date(2026, 3, 2))

    def test_notes_of_a_forgotten_person_go_with_the_record_of_their_readings(self):
        interview = self._interview("2025-06-02")
        self.assertTrue(self.env["regie.read.log"].search_count([("interview_id", "=", interview.id)]))
        self._review("2027-12-01")
        self._review("2027-12-31")
        self.assertEqual(self._get_retention().state, "anonymised")
        self.assertFalse(self.env["regie.interview.note"].search_count([("interview_id", "=", interview.id)]))
        self.assertFalse(self.env["regie.read.log"].search_count([("interview_id", "=", interview.id)]))
        self.assertFalse(interview.shared_note)
        self.assertEqual(interview.state, "done", "the count of interviews stays")

    def _export_file(self, user):
        report = self.env["ir.actions.report"].with_user(user)
        content, _kind = report._render_xlsx("regie_insertion.hr_employee_file_report", self.person.ids, {})
        book = openpyxl.load_workbook(io.BytesIO(content))
        return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)

    def test_file_of_a_person_holds_the_notes_for_the_referent_alone(self):
        self._interview("2025-06-02")
        self.assertIn("chez sa sœur", self._export_file(self.adviser))
        director = self._create_user("ines", "group_role_director")
        self.assertNotIn("chez sa sœur", self._export_file(director))
