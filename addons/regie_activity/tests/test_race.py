import threading
from datetime import timedelta

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, api, fields
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

MARK = "race-of-the-last-place"
THREADS = 8


@tagged("post_install", "-at_install")
class TestRace(BaseCase):
    """Eight people want the last place at the same moment, on real cursors: one has it, seven wait in order."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            kind = env["regie.activity.type"].create({"name": MARK, "code": MARK, "need": MARK, "seats": 1})
            begin = fields.Datetime.now() + timedelta(days=3)
            session = env["event.event"].create({"regie_type_id": kind.id, "date_begin": begin, "name": MARK})
            session.action_regie_session_publish()
            self.kind, self.session = kind.id, session.id
        self.addCleanup(self._forget)

    def _forget(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {"regie_no_promotion": True})
            session = env["event.event"].browse(self.session)
            session.registration_ids.with_context(regie_no_promotion=True).write({"state": "cancel"})
            env["mail.mail"].search(
                [("model", "=", "event.registration"), ("res_id", "in", session.registration_ids.ids)]
            ).unlink()
            session.registration_ids.unlink()
            session.unlink()
            env["regie.activity.type"].browse(self.kind).unlink()

    def _in_turns(self, act):
        """Do something as Odoo does a request: played again, with a view of now, when another was quicker."""
        for _again in range(30):
            try:
                with self.registry.cursor() as cr:
                    return act(api.Environment(cr, SUPERUSER_ID, {}))
            except psycopg2.errors.SerializationFailure:
                continue
        raise AssertionError("never had its turn")

    def _together(self, acts):
        """Do things at the same moment; return what went wrong."""
        ready, wrong = threading.Barrier(len(acts)), []

        def play(act):
            try:
                ready.wait(20)
                self._in_turns(act)
            except Exception as error:  # noqa: BLE001 a thread tells what it met, whatever it is
                wrong.append(error)

        threads = [threading.Thread(target=play, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return wrong

    def _people(self, env):
        return env["event.registration"].search([("event_id", "=", self.session)])

    @mute_logger("odoo.sql_db")
    def test_the_last_place_has_one_owner_and_the_list_one_order(self):
        def register(number):
            vals = {"event_id": self.session, "name": f"P{number}", "phone": f"060000000{number}"}
            return lambda env: env["event.registration"].create(vals).id

        self.assertEqual(self._together([register(number) for number in range(THREADS)]), [])
        with self.registry.cursor() as cr:
            people = self._people(api.Environment(cr, SUPERUSER_ID, {}))
            self.assertEqual(len(people.filtered(lambda one: one.state == "open")), 1)
            waiting = people.filtered("regie_is_waiting")
            self.assertEqual(sorted(waiting.mapped("regie_wait_rank")), [*range(1, THREADS)])

    @mute_logger("odoo.sql_db")
    def test_a_cancelled_place_and_a_newcomer_at_the_same_moment(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            for number in range(3):
                vals = {"event_id": self.session, "name": f"P{number}", "phone": f"060000000{number}"}
                env["event.registration"].create(vals)
        newcomer = {"event_id": self.session, "name": "Newcomer", "phone": "0611111111"}
        wrong = self._together(
            [
                lambda env: self._people(env).filtered(lambda one: one.name == "P0").action_regie_cancel(),
                lambda env: env["event.registration"].create(newcomer).id,
            ]
        )
        self.assertEqual(wrong, [])
        with self.registry.cursor() as cr:
            people = self._people(api.Environment(cr, SUPERUSER_ID, {}))
            state = {one.name: one.state for one in people}
            self.assertEqual(state, {"P0": "cancel", "P1": "open", "P2": "draft", "Newcomer": "draft"})
