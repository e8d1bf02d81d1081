from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestWorkshop(MediationCase):
    """What is done together: heads, no list."""

    def test_workshop_is_held_called_off_or_to_come(self):
        workshop = self._create_workshop(held=False)
        self.assertEqual(workshop.state, "planned")
        workshop.action_hold()
        self.assertEqual(workshop.state, "held")
        workshop.action_reopen()
        workshop.action_cancel()
        self.assertEqual(workshop.state, "cancelled")
        with self.assertRaisesRegex(UserError, "E-MED-08"):
            workshop.date_held = "2026-01-01 10:00:00"

    def test_visit_of_the_teaching_flat_is_about_energy_and_takes_place_there(self):
        flat = self._create_place("teaching_flat", self.building)
        visit = self._create_workshop(kind="flat", site_id=flat.id, adult_count=8)
        self.assertTrue(visit.is_energy)
        self.assertEqual((visit.contact_count, visit.owner_id), (8, self.landlord))

    def test_workshop_is_not_held_in_the_dwelling_of_somebody(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-04"):
            self._create_workshop(site_id=self.dwelling.id)

    def test_people_of_the_qpv_are_among_those_who_came(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self._create_workshop(adult_count=3, qpv_count=4)

    def test_what_was_learnt_names_nobody(self):
        with self.assertRaisesRegex(ValidationError, "E-MED-03"):
            self._create_workshop(note="Mme Diallo a appris à lire sa facture")
