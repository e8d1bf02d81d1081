from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestPermanence(MediationCase):
    """The open door, and the visits that are counted there."""

    def test_themes_of_the_network_are_there_and_two_are_sensitive(self):
        themes = self.env["regie.mediation.theme"].search([])
        self.assertEqual(len(themes), 9)
        self.assertEqual(themes.filtered("is_sensitive"), self._theme("health") | self._theme("justice"))

    def test_visit_on_a_sensitive_theme_has_nobody(self):
        case = self._create_case()
        with self.assertRaisesRegex(ValidationError, "E-MED-05"):
            self._create_visit("health", case_id=case.id)
        visit = self._create_visit("housing", case_id=case.id)
        with self.assertRaisesRegex(ValidationError, "E-MED-05"):
            visit.theme_id = self._theme("justice")
        self.assertTrue(self._create_visit("health"))

    def test_visit_is_oriented_to_an_organisation_never_to_a_person(self):
        person = self._create_partner("Fatou Sow", is_company=False)
        for theme in ("health", "housing"):
            with self.subTest(theme=theme), self.assertRaisesRegex(ValidationError, "E-MED-05"):
                self._create_visit(theme, orientation_partner_id=person.id)
        self.assertTrue(self._create_visit("health", orientation_partner_id=self.landlord.id))

    def test_sensitive_theme_stays_so(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-05"):
            self._theme("health").is_sensitive = False

    def test_theme_with_named_cases_does_not_become_sensitive(self):
        self._create_case("housing")
        with self.assertRaisesRegex(ValidationError, "E-MED-05"):
            self._theme("housing").is_sensitive = True
        self._theme("mobility").is_sensitive = True

    def test_theme_of_counted_visits_is_archived_not_deleted(self):
        self._create_visit("mobility")
        with self.assertRaises(ValidationError):
            self._theme("mobility").unlink()

    def test_form_of_a_visit_takes_five_answers_and_no_name(self):
        with Form(self.env["regie.permanence.entry"].with_user(self.samira)) as form:
            form.theme_id = self._theme("digital")
            form.age_band = "senior"
            form.result = "step"
        self.assertEqual((form.record.user_id, form.record.date), (self.samira, self.today))
        texts = [name for name, field in form.record._fields.items() if field.type in ("text", "html") and field.store]
        self.assertFalse(texts, "nothing to recognise somebody by")

    def test_permanence_tells_when_it_is_open(self):
        slots = [{"weekday": "1", "hour_from": 14, "hour_to": 17}, {"weekday": "3", "hour_from": 9.5, "hour_to": 12}]
        permanence = self.env["regie.permanence"].create(
            {"name": "Energy", "slot_ids": [Command.create(slot) for slot in slots]}
        )
        self.assertEqual(permanence.hours_text, "Tuesday 14:00–17:00, Thursday 09:30–12:00")

    def test_permanence_opens_before_it_closes(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.env["regie.permanence"].create(
                {"name": "X", "slot_ids": [Command.create({"weekday": "1", "hour_from": 17, "hour_to": 14})]}
            )

    def test_permanence_counts_its_visits(self):
        permanence = self.env["regie.permanence"].create({"name": "Energy", "site_id": self.hall.id})
        self._create_visit(number=3, permanence_id=permanence.id)
        self.assertEqual(permanence.entry_count, 3)
        domain = permanence.action_view_entries()["domain"]
        self.assertEqual(self.env["regie.permanence.entry"].search_count(domain), 3)

    def test_raw_visits_are_exported_by_the_manager_only(self):
        visit = self._create_visit()
        with self.assertRaisesRegex(AccessError, "E-MED-07"):
            visit.with_user(self.samira).export_data(["theme_id"])
        self.assertTrue(visit.with_user(self.manager).export_data(["theme_id"])["datas"])
