import threading

import odoo.modules.registry
from odoo.api import Environment
from odoo.exceptions import ValidationError
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

CODE = "KITCHEN-RACE"


@tagged("post_install", "-at_install")
class TestLastCover(BaseCase):
    """Eight people take the two last covers at the same moment, on real cursors."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        self.addCleanup(self._clean)
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {"tracking_disable": True})
            kind = env.ref("regie_site.site_kind_residence")
            place = env["regie.site"].create({"code": CODE, "name": CODE, "kind_id": kind.id, "is_kitchen": True})
            menu = env["regie.meal.menu"].create(
                {
                    "name": CODE,
                    "place_id": place.id,
                    "date": "2026-03-05",
                    "max_covers": 2,
                    "date_deadline": "2099-01-01 12:00:00",
                }
            )
            menu.date_published = "2026-03-01 10:00:00"
            self.place_id, self.menu_id = place.id, menu.id

    def _clean(self):
        """What was published cannot be deleted by a person: the tables are swept."""
        with self.registry.cursor() as cr:
            cr.execute(SQL("DELETE FROM regie_meal_preorder WHERE menu_id = %s", self.menu_id))
            cr.execute(SQL("DELETE FROM regie_meal_menu WHERE id = %s", self.menu_id))
            cr.execute(SQL("DELETE FROM regie_site WHERE id = %s", self.place_id))

    def _book(self, number, gate, answers):
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})

            def book():
                order = env["regie.meal.preorder"].create({"menu_id": self.menu_id, "name": f"{CODE} {number}"})
                env.flush_all()
                return order.id

            gate.wait()
            try:
                retrying(book, env)
                answers.append("booked")
            except ValidationError as error:
                cr.rollback()
                answers.append("E-MENU-04" if "E-MENU-04" in str(error) else str(error))

    def test_last_covers_are_taken_once(self):
        gate, answers = threading.Barrier(8), []
        with mute_logger("odoo.sql_db", "odoo.service.model"):
            threads = [threading.Thread(target=self._book, args=(number, gate, answers)) for number in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(60)
        with self.registry.cursor() as cr:
            cr.execute(SQL("SELECT SUM(quantity) FROM regie_meal_preorder WHERE menu_id = %s", self.menu_id))
            taken = cr.fetchone()[0]
        self.assertEqual(taken, 2, answers)
        self.assertEqual(answers.count("booked"), 2, answers)
