import threading
from contextlib import suppress

import psycopg2

import odoo.modules.registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

RECUSE = "UPDATE race_resolution SET write_date = write_date WHERE id = 1"
VOTE = (
    "INSERT INTO race_vote_line (resolution_id, attendance_id, voter_id, choice) VALUES (1, 1, %s, 'for')"
    " ON CONFLICT DO NOTHING RETURNING attendance_id"
)
BAR = "INSERT INTO race_vote_line (resolution_id, attendance_id, voter_id, choice) VALUES (1, 1, 7, 'recused')"


@tagged("post_install", "-at_install")
class TestRecusalRace(BaseCase):
    """Somebody votes while their recusal is recorded, on real cursors: one outcome, GOV-041 for the vote that loses.

    The trigger of the votes is tried on tables of the same shape, without foreign keys: committed rows would stay.
    """

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            for table in ("resolution", "recusal", "attendance", "vote_line"):
                cr.execute(f"CREATE TABLE race_{table} (LIKE regie_{table} INCLUDING INDEXES)")
            for table in ("resolution", "recusal", "attendance", "vote_line"):
                cr.execute(
                    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnotnull AND attnum > 0"
                    " AND attname NOT IN (SELECT attname FROM pg_index JOIN pg_attribute ON attrelid = indrelid"
                    " AND attnum = ANY(indkey) WHERE indrelid = %s::regclass AND indisprimary)",
                    [f"race_{table}", f"race_{table}"],
                )
                for [column] in cr.fetchall():
                    cr.execute(f"ALTER TABLE race_{table} ALTER {column} DROP NOT NULL")
            cr.execute("SELECT prosrc FROM pg_proc WHERE proname = 'regie_vote_line_refuse_recused'")
            body = cr.fetchone()[0]
            for table in ("resolution", "recusal", "attendance", "vote_line"):
                body = body.replace(f"regie_{table} ", f"race_{table} ").replace(f"'regie_{table}'", f"'race_{table}'")
            cr.execute(
                f"CREATE FUNCTION race_refuse() RETURNS trigger LANGUAGE plpgsql AS $body${body}$body$;"
                " CREATE TRIGGER race BEFORE INSERT ON race_vote_line FOR EACH ROW EXECUTE FUNCTION race_refuse();"
                " CREATE SEQUENCE race_ids; ALTER TABLE race_vote_line ALTER id SET DEFAULT nextval('race_ids');"
                " ALTER TABLE race_recusal ALTER id SET DEFAULT nextval('race_ids')"
            )
            cr.execute("INSERT INTO race_resolution (id) VALUES (1)")
            cr.execute("INSERT INTO race_attendance (id, partner_id) VALUES (1, 7)")
        self.addCleanup(self._drop)

    def _drop(self):
        with self.registry.cursor() as cr:
            cr.execute("DROP TABLE race_resolution, race_recusal, race_attendance, race_vote_line")
            cr.execute("DROP FUNCTION race_refuse; DROP SEQUENCE race_ids")

    def _recuse(self, cr):
        cr.execute(RECUSE)
        cr.execute("INSERT INTO race_recusal (resolution_id, partner_id, is_active) VALUES (1, 7, true)")
        cr.execute("DELETE FROM race_vote_line WHERE resolution_id = 1 AND attendance_id = 1")
        cr.execute(BAR)

    def _again(self, act, outcomes, barrier):
        """Play an act again as Odoo does after a serialization failure, and note how it ends."""
        barrier.wait(10)
        for _try in range(20):
            with self.registry.cursor() as cr:
                try:
                    act(cr)
                    cr.commit()  # pylint: disable=invalid-commit
                    return
                except psycopg2.errors.CheckViolation as refused:
                    outcomes.append(refused.diag.message_primary)
                    return
                except (psycopg2.errors.SerializationFailure, psycopg2.errors.UniqueViolation):
                    cr.rollback()
        outcomes.append("never ended")

    @mute_logger("odoo.sql_db")
    def test_eight_doors_at_once_leave_one_outcome(self):
        """Seven votes of one voice and its recusal, ten times: the voice is recused, no vote remains."""
        for _round in range(10):
            with self.registry.cursor() as cr:
                cr.execute("TRUNCATE race_recusal, race_vote_line")
            barrier, outcomes = threading.Barrier(8), []
            acts = [lambda cr: cr.execute(VOTE, [7])] * 7 + [self._recuse]
            threads = [threading.Thread(target=self._again, args=(act, outcomes, barrier)) for act in acts]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(30)
            with self.registry.cursor() as cr:
                cr.execute("SELECT choice FROM race_vote_line")
                self.assertEqual(cr.fetchall(), [("recused",)])
            for outcome in outcomes:
                self.assertIn("GOV-041", outcome)

    @mute_logger("odoo.sql_db")
    def test_vote_waits_for_the_recusal_then_is_refused(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._recuse(first)
            second.execute("SELECT count(*) FROM race_recusal")  # what it reads is now set
            ended = []

            def vote():
                with suppress(psycopg2.Error):
                    try:
                        second.execute(VOTE, [7])
                        ended.append("voted")
                    except psycopg2.errors.SerializationFailure:
                        ended.append("starts again")

            waiting = threading.Thread(target=vote)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the vote waits for the recusal")
            first.commit()
            waiting.join(10)
            self.assertEqual(ended, ["starts again"])
            second.rollback()
            with self.assertRaisesRegex(psycopg2.errors.CheckViolation, "GOV-041"):
                second.execute(VOTE, [7])
            second.rollback()
