import threading

import psycopg2

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import UserError, ValidationError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

CODE = "ARA-RACE"


@tagged("post_install", "-at_install")
class TestTwoPeopleAtOnce(BaseCase):
    """Several people press at the same moment, on real cursors: one aid is released, one last pot leaves."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        self.addCleanup(self._clean)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            site = env["regie.site"].create(
                {"code": CODE, "name": CODE, "kind_id": env.ref("regie_site.site_kind_residence").id}
            )
            partner = env["res.partner"].create({"name": CODE, "ref": CODE})
            case = env["regie.ara.case"].create(
                {
                    "partner_id": partner.id,
                    "site_id": site.id,
                    "occupancy": "owner",
                    "date_visited": "2026-01-01",
                    "date_diagnosed": "2026-01-02",
                    "date_engaged": "2026-01-03",
                    "date_started": "2026-01-04",
                    "date_aid_requested": "2026-01-05",
                    "supply_ids": [(0, 0, {"source": "own", "name": CODE, "quantity": 1, "unit_price": 100})],
                }
            )
            case.aid_planned = 100
            inspection = env["regie.quality.inspection"].create(
                {
                    "site_id": site.id,
                    "grid_id": env.ref("regie_quality.grid_self_rehab").id,
                    "ara_case_id": case.id,
                    "kind": "self",
                }
            )
            inspection.line_ids.write({"note": "4"})
            inspection.action_done()
            product = env["product.product"].create({"name": CODE, "is_storable": True})
            env["regie.ara.receipt"].create({"product_id": product.id, "quantity": 1, "origin": CODE}).action_confirm()
            lines = env["regie.ara.supply"].create(
                [{"case_id": case.id, "source": "shared", "product_id": product.id, "quantity": 1}] * 2
            )
            self.case_id, self.line_ids, self.product_id = case.id, lines.ids, product.id

    def _clean(self):
        """What left the stock and what was controlled cannot be deleted by a person: the tables are swept."""
        with self.registry.cursor() as cr:
            for query, value in (
                ("UPDATE regie_quality_inspection SET ara_case_id = NULL WHERE ara_case_id = %s", self.case_id),
                ("DELETE FROM regie_ara_case WHERE id = %s", self.case_id),
                (
                    "DELETE FROM regie_quality_inspection WHERE site_id IN (SELECT id FROM regie_site WHERE code = %s)",
                    CODE,
                ),
                ("DELETE FROM stock_quant WHERE product_id = %s", self.product_id),
                ("DELETE FROM stock_move_line WHERE product_id = %s", self.product_id),
                ("DELETE FROM stock_move WHERE product_id = %s", self.product_id),
                ("DELETE FROM regie_site WHERE code = %s", CODE),
                ("DELETE FROM res_partner WHERE ref = %s", CODE),
            ):
                cr.execute(SQL(query, value))
            env = Environment(cr, 1, {})
            env["product.product"].browse(self.product_id).product_tmpl_id.unlink()

    def _race(self, *acts):
        """Run the acts at once, each on its own cursor; return how many succeeded and the messages of the others."""
        barrier, done, refused = threading.Barrier(len(acts)), [], []

        def press(act):
            try:
                with self.registry.cursor() as cr:
                    env = Environment(cr, 1, {})
                    cr.execute("SELECT 1")
                    barrier.wait()
                    act(env)
                    env.flush_all()
                done.append(act)
            except (UserError, ValidationError, psycopg2.OperationalError) as error:
                refused.append(str(error))

        threads = [threading.Thread(target=press, args=(act,)) for act in acts]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        return len(done), refused

    def test_aid_is_released_once(self):
        release = [lambda env: env["regie.ara.case"].browse(self.case_id).action_release_aid()] * 6
        done, refused = self._race(*release)
        self.assertEqual((done, len(refused)), (1, 5), refused)
        with self.registry.cursor() as cr:
            case = Environment(cr, 1, {})["regie.ara.case"].browse(self.case_id)
            self.assertEqual(case.aid_released, 100)
            with self.assertRaisesRegex(UserError, "E-ARA-09"):
                case.action_release_aid()

    def test_last_pot_leaves_once(self):
        first, second = self.line_ids
        acts = [lambda env, one=one: env["regie.ara.supply"].browse(one).action_issue() for one in (first, second)]
        done, refused = self._race(*acts)
        self.assertEqual((done, len(refused)), (1, 1), refused)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            place = env.company._get_ara_location()
            left = env["stock.quant"]._get_available_quantity(env["product.product"].browse(self.product_id), place)
            self.assertEqual(left, 0)
