import threading

from freezegun import freeze_time

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import AccessError
from odoo.service.model import retrying
from odoo.tests import BaseCase, HttpCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from .common_outcomes import OutcomeCase

PASSWORD = "at-the-door-2026"
CODE = "PLACE-RACE"


@tagged("post_install", "-at_install")
class TestPlace(OutcomeCase, HttpCase):
    """A place that opens its door: its hours, and how many come."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.place = cls._create_place("residence", calendar_id=cls._create_hours("0", "2").id)
        cls.user = cls._create_user("facilitator", "regie_activity.group_role_facilitator")
        cls.user.password = PASSWORD

    def test_each_tap_counts_and_one_can_be_taken_back(self):
        visits = self.env["regie.place.visit"].with_user(self.user)
        self.assertEqual(visits._add(self.place, 1), 1)
        self.assertEqual(visits._add(self.place, 5), 6)
        self.assertEqual(visits._add(self.place, -1), 5)
        visit = visits.search([("site_id", "=", self.place.id)])
        self.assertEqual((visit.people, visit.company_id, self.place.visit_count), (5, self.company, 5))

    def test_count_never_goes_under_zero(self):
        self.assertEqual(self.env["regie.place.visit"]._add(self.place, -1), 0)

    def test_who_runs_no_activity_counts_nobody(self):
        user = self._create_user("accountant", "group_role_accountant")
        with self.assertRaises(AccessError):
            self.env["regie.place.visit"].with_user(user)._add(self.place, 1)

    @freeze_time("2026-03-02 10:00:00")
    def test_label_says_the_opening_hours(self):
        opening = self.place._get_opening()
        self.assertTrue(opening["is_open"], "a Monday")
        self.assertEqual([bool(hours) for _day, hours in opening["days"]], [True, False, True, *[False] * 4])
        self.assertFalse(self._create_place("residence")._get_opening())

    def test_label_of_the_place_shows_its_hours_to_anybody(self):
        page = self.url_open(f"/regie/s/{self.place.qr_token}")
        self.assertEqual(page.status_code, 200)
        self.assertRegex(page.text, "Opening hours|Horaires d.ouverture")

    def test_people_are_counted_on_the_phone(self):
        self.authenticate("facilitator", PASSWORD)
        self.assertIn(self.place.name, self.url_open("/animation/objets/lieux").text)
        page = self.url_open(f"/animation/objets/lieux/{self.place.id}")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        for number in ("1", "5"):
            self.url_open(
                f"/animation/objets/lieux/{self.place.id}/count", data={"csrf_token": token, "number": number}
            )
        self.env.invalidate_all()
        self.assertEqual(self.place.visit_count, 6)
        refused = self.url_open(
            f"/animation/objets/lieux/{self.place.id}/count", data={"csrf_token": token, "number": "1000"}
        )
        self.assertEqual(refused.status_code, 404)


@tagged("post_install", "-at_install")
class TestTwoDoors(BaseCase):
    """Two doors of one place count at the same moment, on real cursors: nobody is lost."""

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_taps_at_the_same_moment_all_count(self):
        registry = odoo.modules.registry.Registry(get_db_name())
        self.addCleanup(self._clean, registry)
        with registry.cursor() as cr:
            env = Environment(cr, 1, {})
            kind = env.ref("regie_site.site_kind_residence").id
            site_id = env["regie.site"].create({"code": CODE, "name": CODE, "kind_id": kind}).id

        def count():
            with registry.cursor() as cr:
                env = Environment(cr, 1, {})
                site = env["regie.site"].browse(site_id)
                # as a request does: what PostgreSQL could not order is run again
                retrying(lambda: env["regie.place.visit"]._add(site, 1, "2026-03-02"), env)

        doors = [threading.Thread(target=count) for _door in range(8)]
        for door in doors:
            door.start()
        for door in doors:
            door.join()
        with registry.cursor() as cr:
            env = Environment(cr, 1, {})
            self.assertEqual(env["regie.place.visit"].search([("site_id", "=", site_id)]).people, 8)

    def _clean(self, registry):
        with registry.cursor() as cr:
            cr.execute(SQL("DELETE FROM regie_site WHERE name = %s", CODE))
