from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestIncident(MediationCase):
    """What the mediators saw: the place and the facts, nobody."""

    def test_incident_at_the_hall_knows_its_owner(self):
        self.assertEqual(self._create_incident().owner_id, self.landlord)

    def test_incident_is_located_at_the_hall_never_at_the_dwelling(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            self._create_incident(site_id=self.dwelling.id)
        incident = self._create_incident()
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            incident.site_id = self.dwelling
        landing = self._create_place("level", self.building)
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            incident.site_id = landing

    def test_hall_with_incidents_does_not_become_a_dwelling(self):
        flat = self._create_place("hall", self.building)
        self._create_incident(site_id=flat.id)
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            flat.kind_id = self.dwelling.kind_id

    def test_name_in_the_text_is_refused_with_its_fragment(self):
        with self.assertRaisesRegex(ValidationError, "Mme Diallo.*E-MED-03"):
            self._create_incident(description="Vu avec Mme Diallo")
        incident = self._create_incident(description="Musique, retour au calme")
        with self.assertRaisesRegex(ValidationError, "06 12 34 56 78.*E-MED-03"):
            incident.description = "Rappeler au 06 12 34 56 78"

    def test_name_in_an_imported_file_is_refused_too(self):
        fields = ["type_id/id", "site_id/.id", "severity", "description"]
        row = ["regie_mediation.incident_type_noise", str(self.hall.id), "1", "Vu avec Mme Diallo"]
        answer = self.env["regie.mediation.incident"].with_user(self.samira).load(fields, [row])
        self.assertFalse(answer["ids"])
        self.assertIn("E-MED-03", str(answer["messages"]))

    def test_manager_keeps_a_text_with_a_reason_until_it_changes(self):
        incident = self._create_incident()
        with self.assertRaises(AccessError):
            incident.with_user(self.samira).write({"description": "Rue M. Curie", "identity_reason": "A street"})
        by_manager = incident.with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "E-MED-03"):
            by_manager.write({"description": "Rue M. Curie", "identity_reason": "  "})
        by_manager.write({"description": "Rue M. Curie", "identity_reason": "The name of a street"})
        incident.with_user(self.samira).severity = "2"
        with self.assertRaisesRegex(ValidationError, "E-MED-03"):
            incident.with_user(self.samira).description = "Rue M. Curie et Mme Diallo"
        incident.invalidate_recordset()
        incident.with_user(self.samira).description = "Dans la rue"
        self.assertFalse(by_manager.identity_reason, "the leave was for the old text")

    def test_manager_cannot_take_the_reason_away_and_leave_the_text(self):
        incident = self._create_incident(user=self.manager, description="Rue M. Curie", identity_reason="A street")
        with self.assertRaisesRegex(ValidationError, "E-MED-03"):
            incident.identity_reason = False

    def test_part_of_the_day_is_that_of_the_clocks_of_the_regie(self):
        self.assertEqual(self._create_incident(date="2026-07-01 21:30:00").day_part, "night")
        self.assertEqual(self._create_incident(date="2026-07-02 01:00:00").day_part, "end_of_night")
        self.assertEqual(self._create_incident(date="2026-12-01 09:00:00").day_part, "morning")

    def test_date_of_erasure_is_not_written_by_hand(self):
        incident = self._create_incident()
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            incident.date_text_erased = "2026-01-01 00:00:00"

    def test_raw_incidents_are_exported_by_the_manager_only_and_it_is_logged(self):
        incident = self._create_incident()
        with self.assertRaisesRegex(AccessError, "E-MED-07"):
            incident.with_user(self.samira).export_data(["date", "severity"])
        incident.with_user(self.manager).export_data(["date", "severity"])
        log = self.env["regie.export.log"].search([("user_id", "=", self.manager.id)], limit=1)
        self.assertEqual((log.res_model, log.row_count), ("regie.mediation.incident", 1))

    def test_site_counts_what_happened_in_it_in_a_fixed_number_of_queries(self):
        self._create_incident()
        self._create_incident(site_id=self.building.id)
        sites = (self.residence | self.building | self.hall).with_user(self.manager)
        self.assertEqual(sites.mapped("mediation_incident_count"), [2, 2, 1])
        action = self.residence.with_user(self.manager).action_view_mediation_incidents()
        self.assertEqual(self.env["regie.mediation.incident"].search_count(action["domain"]), 2)
