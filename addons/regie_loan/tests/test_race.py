import threading
from datetime import datetime, timedelta

import psycopg2

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import ValidationError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as RETRIED
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

CODE = "LOAN-RACE"
PEOPLE = 8


@tagged("post_install", "-at_install")
class TestEightPeopleAtOnce(BaseCase):
    """Eight people book the last units at the same moment, on real cursors: never two for one tool."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        partners = self.registry["res.partner"]
        self.patch(partners, "_get_members_over", lambda people, *_days: people)
        self.addCleanup(self._clean)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            policy = env["regie.loan.policy"].create({"name": CODE, "code": CODE})
            self.model_id = env["regie.loan.model"].create({"name": CODE, "policy_id": policy.id}).id
            people = env["res.partner"].create([{"name": f"{CODE} {rank}", "ref": CODE} for rank in range(PEOPLE)])
            self.people_ids = people.ids

    def _clean(self):
        """A booked loan cannot be deleted by a person: the tables are swept."""
        with self.registry.cursor() as cr:
            for statement in (
                "DELETE FROM regie_loan WHERE partner_id IN (SELECT id FROM res_partner WHERE ref = %s)",
                "DELETE FROM regie_loan_item WHERE number LIKE %s || '%%'",
                "DELETE FROM regie_loan_model WHERE name->>'en_US' = %s",
                "DELETE FROM regie_loan_policy WHERE code = %s",
                "DELETE FROM res_partner WHERE ref = %s",
            ):
                cr.execute(SQL(statement, CODE))

    def _add_units(self, count):
        with self.registry.cursor() as cr:
            items = Environment(cr, 1, {})["regie.loan.item"]
            items.create([{"number": f"{CODE}-{rank}", "model_id": self.model_id} for rank in range(count)])

    def _book(self, partner_id, barrier, results):
        """Book as a request does: again when PostgreSQL asks for it."""
        start = datetime.now().replace(microsecond=0) + timedelta(days=3)
        for attempt in range(10):
            try:
                with self.registry.cursor() as cr:
                    env = Environment(cr, 1, {})
                    loan = env["regie.loan"].create(
                        {
                            "partner_id": partner_id,
                            "date_out": start,
                            "date_due": start + timedelta(days=2),
                            "line_ids": [(0, 0, {"model_id": self.model_id})],
                        }
                    )
                    # every snapshot is taken before anybody books
                    cr.execute("SELECT count(*) FROM regie_loan_line")
                    if not attempt:
                        barrier.wait(20)
                    loan.action_reserve()
                results.append("booked")
                return
            except ValidationError as refused:
                results.append(str(refused))
                return
            except RETRIED:
                continue
        results.append("gave up")

    @mute_logger("odoo.sql_db")
    def _race(self):
        barrier, results = threading.Barrier(PEOPLE), []
        threads = [threading.Thread(target=self._book, args=(one, barrier, results)) for one in self.people_ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return results

    def _count_overlaps(self):
        with self.registry.cursor() as cr:
            cr.execute(
                """SELECT count(*) FROM regie_loan_line one JOIN regie_loan_line two
                       ON one.item_id = two.item_id AND one.id < two.id
                      AND one.state = 'reserved' AND two.state = 'reserved'
                      AND tsrange(one.date_out, one.date_free, '[)') && tsrange(two.date_out, two.date_free, '[)')"""
            )
            return cr.fetchone()[0]

    def test_last_unit_goes_to_one_of_eight(self):
        self._add_units(1)
        results = self._race()
        self.assertEqual(results.count("booked"), 1, results)
        self.assertEqual(sum("E-LOAN-11" in one for one in results), PEOPLE - 1, results)
        self.assertEqual(self._count_overlaps(), 0)

    def test_three_units_go_to_three_of_eight(self):
        self._add_units(3)
        results = self._race()
        self.assertEqual(results.count("booked"), 3, results)
        self.assertEqual(self._count_overlaps(), 0)

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_what_the_rules_did_not_see(self):
        self._add_units(1)
        start = datetime(2027, 5, 3, 10)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            item = env["regie.loan.item"].search([("model_id", "=", self.model_id)])
            for _time in range(2):
                loan = env["regie.loan"].create(
                    {
                        "partner_id": self.people_ids[0],
                        "date_out": start,
                        "date_due": start + timedelta(days=2),
                        "line_ids": [(0, 0, {"item_id": item.id})],
                    }
                )
                loan.line_ids.state = "cancelled"
            env.flush_all()
            cr.execute("UPDATE regie_loan_line SET state = 'reserved' WHERE id = %s", [loan.line_ids.id])
            with self.assertRaises(psycopg2.errors.ExclusionViolation) as refused:
                cr.execute("UPDATE regie_loan_line SET state = 'reserved' WHERE item_id = %s", [item.id])
            self.assertEqual(refused.exception.diag.constraint_name, "regie_loan_line_item_excl")
            cr.rollback()
