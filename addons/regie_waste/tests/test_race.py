import threading
from unittest.mock import patch

import psycopg2

import odoo.modules.registry
from odoo.api import Environment
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

CODE = "WASTE-RACE"


@tagged("post_install", "-at_install")
class TestTwoPeopleAtOnce(BaseCase):
    """Two people act at the same moment, on real cursors: one plot, one tonne, one last door."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        self.addCleanup(self._clean)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            residence = self._create_place(env, "residence")
            partner = env["res.partner"].create({"name": CODE, "ref": CODE})
            self.partner_id = partner.id
            garden = self._create_place(env, "garden", residence)
            self.plot_id = env["regie.garden.plot"].create({"site_id": garden.id, "number": CODE}).id
            compost = env["regie.compost.site"].create(
                {
                    "name": CODE,
                    "site_id": self._create_place(env, "compost", residence).id,
                    "referent_id": partner.id,
                    "date_training": "2025-01-01",
                    "date_opened": "2026-01-01",
                }
            )
            self.compost_id = compost.id
            lot = env["regie.reuse.lot"].create(
                {
                    "name": CODE,
                    "category_id": env.ref("regie_waste.reuse_category_door").id,
                    "date_stocked": "2026-01-01 10:00:00",
                }
            )
            self.lot_id = lot.id

    def _create_place(self, env, kind, parent=None):
        return env["regie.site"].create(
            {
                "code": f"{CODE}-{kind}",
                "name": CODE,
                "kind_id": env.ref(f"regie_site.site_kind_{kind}").id,
                "parent_id": parent.id if parent else False,
            }
        )

    def _clean(self):
        """What a use leaves cannot be deleted by a person: the tables are swept."""
        with self.registry.cursor() as cr:
            for statement in (
                "DELETE FROM regie_garden_allocation WHERE partner_id IN (SELECT id FROM res_partner WHERE ref = %s)",
                "DELETE FROM regie_garden_plot WHERE number = %s",
                "DELETE FROM regie_compost_log WHERE compost_id IN (SELECT id FROM regie_compost_site WHERE name = %s)",
                "DELETE FROM regie_compost_site WHERE name = %s",
                "DELETE FROM regie_reuse_use WHERE reuse_id IN (SELECT id FROM regie_reuse_lot WHERE name = %s)",
                "DELETE FROM regie_reuse_lot WHERE name = %s",
                "DELETE FROM regie_site WHERE name = %s AND parent_id IS NOT NULL",
                "DELETE FROM regie_site WHERE name = %s",
                "DELETE FROM res_partner WHERE ref = %s",
            ):
                cr.execute(SQL(statement, CODE))

    def _allocate(self, cr):
        env = Environment(cr, 1, {})
        env["regie.garden.allocation"].create(
            {
                "plot_id": self.plot_id,
                "partner_id": self.partner_id,
                "date_from": "2026-01-01",
                "date_to": "2026-12-31",
            }
        )
        env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_plot_given_to_two_people_at_once_goes_to_the_first(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            self._allocate(first)
            self._allocate(second)
            first.commit()
            with self.assertRaises(psycopg2.errors.ExclusionViolation) as refused:
                second.commit()
            second.rollback()
        self.assertEqual(refused.exception.diag.constraint_name, "regie_garden_allocation_plot_period_excl")

    def _play(self, cr, act):
        """What happens to ``act`` on ``cr`` while another transaction holds the row: list of the refusals."""
        refused = []

        def play():
            try:
                act(cr)
            except psycopg2.errors.SerializationFailure as error:
                refused.append(error)  # Odoo then runs the request again

        cr.execute("SELECT 1")
        waiting = threading.Thread(target=play)
        waiting.start()
        waiting.join(0.4)
        return waiting, refused

    def _bring(self, cr):
        env = Environment(cr, 1, {})
        env["regie.compost.log"].create({"compost_id": self.compost_id, "weight_in": 600, "date": "2026-03-02"})
        env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_two_deliveries_at_once_do_not_pass_the_tonne(self):
        with self.registry.cursor() as first, self.registry.cursor() as second:
            second.execute("SELECT count(*) FROM regie_compost_log")
            self._bring(first)
            waiting, refused = self._play(second, self._bring)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
            with self.assertRaisesRegex(Exception, "E-COMP-01"):
                self._bring(second)
            second.rollback()

    def _use(self, cr):
        env = Environment(cr, 1, {})
        env["regie.reuse.use"].create({"reuse_id": self.lot_id, "quantity": 1, "destination": "gift"})
        env.flush_all()

    @mute_logger("odoo.sql_db")
    def test_last_door_is_used_once(self):
        lots = self.registry["regie.reuse.lot"]
        with (
            patch.object(lots, "_move_stock", lambda lot, *_args: lot.env["stock.move"]),
            self.registry.cursor() as first,
            self.registry.cursor() as second,
        ):
            second.execute("SELECT count(*) FROM regie_reuse_use")
            self._use(first)
            waiting, refused = self._play(second, self._use)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
            with self.assertRaisesRegex(Exception, "E-REUSE-08"):
                self._use(second)
            second.rollback()
