import contextlib
import threading
import time

import psycopg2

import odoo.modules.registry
from odoo import SUPERUSER_ID, api
from odoo.exceptions import ConcurrencyError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

CLIENTS = 8


@tagged("post_install", "-at_install")
class TestVoteRace(BaseCase):
    """Eight people act at the same moment, each in a transaction of its own: one outcome, a sentence for the others.

    Rows are really committed, in an organ of 1980 that goes at the end.
    """

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self._env() as env:
            self._prepare(env)
        self.addCleanup(self._forget)

    @contextlib.contextmanager
    def _env(self):
        """A transaction of its own, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {"tracking_disable": True, "mail_notrack": True})

    def _prepare(self, env):
        company = env.company
        organ = env["regie.organ"].create({"code": "RACE", "name": "Race", "kind": "board", "company_id": company.id})
        statutes = env["regie.statutes"].create(
            {
                "name": "Statutes",
                "company_id": company.id,
                "date_start": "1980-01-01",
                "date_end": "1980-12-31",
                "date_adopted": "1979-12-15",
                "fee_condition": "none",
                "meeting_rule_ids": [(0, 0, {"organ_id": organ.id, "is_online_vote_allowed": True})],
                "vote_rule_ids": [(0, 0, {"organ_id": organ.id})],
            }
        )
        persons = env["res.partner"].create([{"name": f"Racer {number}"} for number in range(CLIENTS)])
        role = env.ref("regie_governance.mandate_role_administrator")
        college = env.ref("regie_governance.college_hab")
        members = env["regie.membership"].create(
            [
                {
                    "partner_id": person.id,
                    "college_id": college.id,
                    "company_id": company.id,
                    "date_approved": "1980-01-02",
                    "date_start": "1980-01-02",
                    "date_end": "1980-12-31",
                    "end_reason": "resignation",
                }
                for person in persons
            ]
        )
        env["regie.mandate"].create(
            [
                {
                    "membership_id": member.id,
                    "organ_id": organ.id,
                    "role_id": role.id,
                    "date_start": "1980-01-02",
                    "date_end": "1980-12-31",
                    "end_reason": "term",
                }
                for member in members
            ]
        )
        meeting = env["regie.meeting"].create({"organ_id": organ.id, "date": "1980-06-10 16:00:00"})
        meeting._sync_attendance()
        env["regie.meeting.presence"].create(
            [{"attendance_id": line.id, "date_in": meeting.date} for line in meeting.attendance_ids]
        )
        meeting.write({"date_convoked": "1980-05-20 08:00:00", "date_opened": meeting.date})
        point = env["regie.resolution"].create({"meeting_id": meeting.id, "title": "Race"})
        point._open_vote()
        self.point_id, self.meeting_id, self.organ_id, self.statutes_id = point.id, meeting.id, organ.id, statutes.id
        self.voices = [(line.id, line.partner_id.id) for line in meeting.attendance_ids.sorted("id")]
        self.member_ids, self.partner_ids = members.ids, persons.ids

    def _forget(self):
        points = "(SELECT id FROM regie_resolution WHERE meeting_id = %s)"
        with self.registry.cursor() as cr:
            for statement, value in (
                ("DELETE FROM regie_vote_line WHERE meeting_id = %s", self.meeting_id),
                (f"DELETE FROM regie_recusal WHERE resolution_id IN {points}", self.meeting_id),
                (f"DELETE FROM mail_message WHERE model = 'regie.resolution' AND res_id IN {points}", self.meeting_id),
                ("DELETE FROM regie_resolution WHERE meeting_id = %s", self.meeting_id),
                ("DELETE FROM regie_meeting WHERE id = %s", self.meeting_id),
                ("DELETE FROM regie_mandate WHERE organ_id = %s", self.organ_id),
                ("DELETE FROM regie_membership WHERE id = ANY(%s)", self.member_ids),
                ("DELETE FROM regie_statutes WHERE id = %s", self.statutes_id),
                ("DELETE FROM regie_organ WHERE id = %s", self.organ_id),
                ("DELETE FROM res_partner WHERE id = ANY(%s)", self.partner_ids),
            ):
                cr.execute(statement, [value])

    def _play(self, *acts):
        """Do acts at the same moment, each in its transaction and played again as Odoo does; return what each says:
        None when it was done, the sentence otherwise."""
        gate, told = threading.Barrier(len(acts)), [None] * len(acts)

        def play(rank, act):
            for number in range(6):
                try:
                    with self._env() as env:
                        point = env["regie.resolution"].browse(self.point_id)
                        point.meeting_id.state  # noqa: B018 the transaction has begun
                        if not number:
                            gate.wait(10)
                        act(point)
                        env.flush_all()
                    return
                except (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, ConcurrencyError) as again:
                    told[rank] = repr(again)
                    time.sleep(0.01 * (rank + 1) * (number + 1))
                except UserError as refused:
                    told[rank] = str(refused)
                    return
                told[rank] = told[rank] if number == 5 else None

        threads = [threading.Thread(target=play, args=(rank, act)) for rank, act in enumerate(acts)]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        self.assertFalse(any(thread.is_alive() for thread in threads))
        return told

    def _vote(self, rank, choice="for"):
        line, person = self.voices[rank]
        return lambda point: point._cast(point.env["res.partner"].browse(person), {line: choice})

    def _read(self, read):
        with self._env() as env:
            return read(env["regie.resolution"].browse(self.point_id))

    def test_same_vote_sent_eight_times_counts_once(self):
        told = self._play(*[self._vote(0) for _number in range(CLIENTS)])
        self.assertEqual(told.count(None), 1, told)
        self.assertTrue(all("GOV-040" in text for text in told if text), told)
        self.assertEqual(self._read(lambda point: len(point.vote_line_ids)), 1)

    def test_eight_secret_votes_at_once_are_all_counted(self):
        with self._env() as env:
            env["regie.resolution"].browse(self.point_id).vote_mode = "secret"
        told = self._play(*[self._vote(rank) for rank in range(CLIENTS)])
        self.assertEqual(told, [None] * CLIENTS)
        with self._env() as env:
            point = env["regie.resolution"].browse(self.point_id)
            point._close_vote()
            self.assertEqual((point.count_for, len(point.vote_line_ids)), (CLIENTS, CLIENTS))

    def test_vote_at_the_second_of_the_closing_is_counted_or_refused(self):
        def close(point):
            point._complete("not_voting")
            point._close_vote()

        told = self._play(close, *[self._vote(rank) for rank in range(1, CLIENTS)])
        self.assertIsNone(told[0])
        voted = told[1:].count(None)
        self.assertTrue(all("GOV-044" in text for text in told[1:] if text), told)
        point = self._read(lambda point: (point.count_for, point.count_not_voting, len(point.vote_line_ids)))
        self.assertEqual(point, (voted, CLIENTS - voted, voted))

    def test_closing_waits_for_a_vote_that_is_being_cast(self):
        done = []
        with self._env() as env:
            point = env["regie.resolution"].browse(self.point_id)
            line, person = self.voices[0]
            point._cast(env["res.partner"].browse(person), {line: "for"})
            closing = threading.Thread(target=lambda: done.extend(self._play(self._close_all)))
            closing.start()
            closing.join(0.5)
            self.assertTrue(closing.is_alive(), "the closing waits")
        closing.join(30)
        self.assertEqual(done, [None])
        self.assertEqual(self._read(lambda point: (point.count_for, point.count_not_voting)), (1, CLIENTS - 1))

    def _close_all(self, point):
        # What the secretary does: the lock first, so that the count is that of all the votes.
        point._lock_vote()
        point._complete("not_voting")
        point._close_vote()

    def test_recusal_and_vote_of_the_same_person_have_one_outcome(self):
        person = self.voices[3][1]

        def recuse(point):
            point.env["regie.recusal"].create(
                {"resolution_id": point.id, "partner_id": person, "reason": "Works for the supplier"}
            )

        told = self._play(recuse, *[self._vote(3) for _number in range(CLIENTS - 1)])
        self.assertIsNone(told[0])
        choices = self._read(lambda point: point.vote_line_ids.mapped("choice"))
        self.assertEqual(choices, ["recused"], "the recusal stands, whoever was first")
        self.assertTrue(all("GOV-04" in text for text in told[1:] if text), told)
        with self.assertRaisesRegex(UserError, "GOV-041"), self._env() as env:
            self._vote(3)(env["regie.resolution"].browse(self.point_id))

    def test_vote_is_opened_once_by_two_secretaries(self):
        with self._env() as env:
            point = env["regie.resolution"].browse(self.point_id)
            other = point.copy({"title": "Other", "meeting_id": point.meeting_id.id})
            other.date_on_agenda = point.date_opened
            point._complete("for")
            point._close_vote()
            self.point_id = other.id
        told = self._play(*[lambda point: point._open_vote() for _number in range(CLIENTS)])
        self.assertEqual(told.count(None), 1, told)
        self.assertTrue(all("GOV-044" in text for text in told if text), told)

    def test_postgresql_holds_the_row_and_not_a_promise(self):
        with self._env() as voting, self._env() as closing:
            voting["regie.resolution"].browse(self.point_id)._hold_vote()
            with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.LockNotAvailable):
                closing.cr.execute("SELECT 1 FROM regie_resolution WHERE id = %s FOR UPDATE NOWAIT", [self.point_id])
            closing.cr.rollback()
