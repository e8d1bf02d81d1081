import threading

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

UID = "race" * 8


@tagged("post_install", "-at_install")
class TestReceiveRace(BaseCase):
    """The same batch by two threads, on real cursors: the phone lost the answer and sent again too soon."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            kind = env["regie.site.kind"].search([("is_root", "=", True)], limit=1)
            self.site = env["regie.site"].create({"code": UID, "name": "Race", "kind_id": kind.id}).id
            self.project = env["project.project"].create({"name": "Race", "worksite_code": UID}).id
            family = env.ref("regie_gup.service_family_cleaning")
            self.type = env["regie.service.type"].create({"code": UID, "name": "Race", "family_id": family.id}).id
            values = {"project_id": self.project, "site_id": self.site, "service_type_id": self.type}
            self.one = env["regie.intervention"].create(values).id
        self.addCleanup(self._forget)

    def _forget(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["regie.field.entry"].search([("client_uid", "=", UID)]).unlink()
            env["regie.intervention"].browse(self.one).unlink()
            env["regie.service.type"].browse(self.type).unlink()
            env["project.project"].browse(self.project).unlink()
            env["regie.site"].browse(self.site).unlink()

    def _receive(self, cr):
        entries = api.Environment(cr, SUPERUSER_ID, {})["regie.field.entry"]
        entry = {"uid": UID, "kind": "start", "pass": self.one, "at": None, "data": {}}
        [answer] = entries._receive([entry], None)
        return answer["result"]

    @mute_logger("odoo.sql_db")
    def test_second_thread_plays_its_request_again_and_finds_a_duplicate(self):
        told = []

        def send_again():
            with self.registry.cursor() as second:
                try:
                    second.execute("SELECT 1")  # its view of the database is older than the first answer
                    started.set()
                    told.append(self._receive(second))
                except psycopg2.errors.SerializationFailure:
                    told.append("again")
                second.rollback()

        started = threading.Event()
        with self.registry.cursor() as first:
            self.assertEqual(self._receive(first), "ok")
            thread = threading.Thread(target=send_again)
            thread.start()
            self.assertTrue(started.wait(10))
            first.commit()
            thread.join(20)
        # What Odoo does with such a failure: it plays the request again, with a view of now.
        self.assertIn(told, (["again"], ["duplicate"]))
        with self.registry.cursor() as third:
            self.assertEqual(self._receive(third), "duplicate")
            third.rollback()
