import threading

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestMandateRace(BaseCase):
    """Two people record the same last seat at once, on real cursors: one of them is told that it is taken."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "lang": None})
            companies = env["res.company"].with_context(active_test=False)
            company = companies.search([("name", "=", "Régie of the race")]) or companies.create(
                {"name": "Régie of the race"}
            )
            organ = env["regie.organ"].create(
                {"name": "Board", "code": "RACE", "kind": "board", "company_id": company.id}
            )
            college = env.ref("regie_governance.college_par")
            seat = {"organ_id": organ.id, "college_id": college.id, "seats_max": 1}
            statutes = env["regie.statutes"].create(
                {
                    "name": "Statutes of the race",
                    "company_id": company.id,
                    "date_start": "2020-01-01",
                    "date_adopted": "2019-12-01",
                    "seat_ids": [(0, 0, seat)],
                }
            )
            people = env["res.partner"].create([{"name": "First of the race"}, {"name": "Second of the race"}])
            self.ids = {
                "regie.statutes": statutes.ids,
                "regie.organ": organ.ids,
                "res.partner": (people | company.partner_id).ids,
                "res.company": company.ids,
            }
            self.vals = {
                "organ_id": organ.id,
                "college_id": college.id,
                "role_id": env.ref("regie_governance.mandate_role_member").id,
                "date_start": "2026-01-01",
            }
            self.people = people.ids
        self.addCleanup(self._clean)

    def _clean(self):
        """Take what was committed out of the database of the tests."""
        with self.registry.cursor() as cr:
            cr.execute("DELETE FROM regie_mandate WHERE organ_id = ANY(%s)", [self.ids["regie.organ"]])
            cr.execute("DELETE FROM regie_statutes_seat WHERE statutes_id = ANY(%s)", [self.ids["regie.statutes"]])
            cr.execute("DELETE FROM regie_statutes WHERE id = ANY(%s)", [self.ids["regie.statutes"]])
            cr.execute("DELETE FROM regie_organ WHERE id = ANY(%s)", [self.ids["regie.organ"]])
            env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
            env["res.company"].browse(self.ids["res.company"]).write({"active": False})
            env["res.partner"].browse(self.people).unlink()

    def _sit(self, cr, person):
        env = api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "lang": None})
        env["regie.mandate"].create({**self.vals, "partner_id": person})

    @mute_logger("odoo.sql_db")
    def test_second_one_waits_then_is_run_again_and_refused(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            second.execute("SELECT count(*) FROM regie_mandate")  # its view of the table is from before
            self._sit(first, self.people[0])
            refused = []

            def sit_too():
                try:
                    self._sit(second, self.people[1])
                except psycopg2.errors.SerializationFailure as error:
                    refused.append(error)

            waiting = threading.Thread(target=sit_too)
            waiting.start()
            waiting.join(0.5)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(20)
            self.assertTrue(refused, "the server runs the second one again")
            second.rollback()
            with self.assertRaisesRegex(ValidationError, "GOV-010"):
                self._sit(second, self.people[1])
            second.rollback()
