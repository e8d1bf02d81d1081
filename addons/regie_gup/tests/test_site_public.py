from odoo.fields import Date, Datetime
from odoo.tests import HttpCase, tagged

from .common import GupCase


@tagged("post_install", "-at_install")
class TestSitePublic(GupCase, HttpCase):
    """Residents read when the régie comes next, never who comes."""

    def test_next_passes_of_the_hall_and_of_its_building_are_told_without_names(self):
        hall = self._create_hall()
        team = self._create_team(name="Team of Mr Diallo")
        today = Date.context_today(hall)
        building = hall.parent_id
        service = self._create_service(
            site=building, service_type=self._create_service_type(name="Stairs"), department_id=team.id
        )
        self._create_pass_on_site(Date.add(today, days=1), service)
        gone = self._create_pass_on_site(Date.add(today, days=2), service)
        gone.sudo().date_cancelled = Datetime.now()
        self._create_pass_on_site(Date.add(today, days=-1), service)
        self._create_pass_on_site(Date.add(today, days=30), service)
        self.assertEqual(hall._get_public_passes(), [(Date.add(today, days=1), "Stairs")])
        page = self.url_open(f"/regie/s/{hall.qr_token}").text
        self.assertIn("Stairs", page)
        self.assertNotIn("Diallo", page)
        self.assertFalse(building.parent_id._get_public_passes(), "what happens in one hall is not told to all")
