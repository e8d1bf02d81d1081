import threading

import psycopg2

import odoo.modules.registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestClauseRace(BaseCase):
    """Two transactions take the same hour for two clauses, on real cursors: PostgreSQL gives it to one."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            # A table of the same shape, without the foreign keys: a committed hour would stay in the test database.
            cr.execute("CREATE TABLE regie_clause_hour_race (LIKE regie_clause_hour INCLUDING INDEXES)")
        self.addCleanup(self._drop)

    def _drop(self):
        with self.registry.cursor() as cr:
            cr.execute("DROP TABLE regie_clause_hour_race")

    def _take(self, cr, number, clause, agreement=None):
        cr.execute(
            "INSERT INTO regie_clause_hour_race (id, line_id, clause_id, month_id, company_id, globalisation_id) "
            "VALUES (%s, 1, %s, 1, 1, %s)",
            [number, clause, agreement],
        )

    @mute_logger("odoo.sql_db")
    def test_second_clause_waits_then_is_refused(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._take(first, 1, 10)
            refused = []

            def take_too():
                try:
                    self._take(second, 2, 20)
                except psycopg2.errors.UniqueViolation as error:
                    refused.append(error)

            waiting = threading.Thread(target=take_too)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
            self._take(second, 2, 20, agreement=5)
            second.rollback()
