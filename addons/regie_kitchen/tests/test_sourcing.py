import itertools
from datetime import date

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.regie_base.tools.scope import Scope

from .common import KitchenBuilders, KitchenCase


class TestWaste(KitchenCase):
    """What is thrown away, by meal."""

    def _weigh(self, **vals):
        return self.env["regie.food.waste"].create({"place_id": self.kitchen.id, "date": "2026-03-05", **vals})

    def test_grams_of_a_meal_leave_out_what_is_not_edible(self):
        waste = self._weigh(
            covers=50, weight_preparation=4, weight_unserved=2, weight_plate=3, weight_inedible=3, service="dinner"
        )
        self.assertEqual((waste.weight_total, waste.weight_edible, waste.grams, waste.reference), (9, 6, 120, 120))

    def test_covers_come_from_the_menu(self):
        menu = self._create_menu(date="2026-03-05")
        self._book(menu, 12)
        self.assertEqual(self._weigh(weight_plate=1).covers, 12)

    def test_non_edible_part_is_part_of_the_whole(self):
        with self.assertRaisesRegex(ValidationError, "E-FW-01"):
            self._weigh(weight_plate=1, weight_inedible=1.5)

    def test_service_is_weighed_once(self):
        self._weigh(weight_plate=1)
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "service_uniq"), self.cr.savepoint():
            self._weigh(weight_plate=2)

    def test_figures_of_the_kitchen(self):
        self._weigh(covers=40, weight_plate=4)
        self._weigh(covers=60, weight_plate=8, service="dinner")
        menu = self._create_menu(self._create_dish(), self._create_dish(is_homemade=False))
        menu.action_serve()
        menu.served_count = 33
        menu.action_close()
        fridge = self._create_equipment()
        moment = {"date": "2026-03-05 07:00:00"}
        wrong = self._read(fridge, 30, action="closed", **moment)
        self._read(fridge, 3, corrects_id=wrong.id, **moment)
        self._read(fridge, 2, **moment)
        self._read(fridge, 9, action="moved", **moment)
        scope = Scope(self.company, date(2026, 3, 1), date(2026, 3, 31))
        figures = {
            code: self.env.ref(f"regie_kitchen.indicator_{code}")._compute_result(scope).value
            for code in ("kitchen_meals", "food_waste_meal", "haccp_conform", "kitchen_homemade")
        }
        self.assertEqual(figures["kitchen_meals"], 33)
        self.assertAlmostEqual(figures["food_waste_meal"], 120)
        self.assertAlmostEqual(figures["haccp_conform"], 200 / 3)
        self.assertAlmostEqual(figures["kitchen_homemade"], 50)


@tagged("post_install", "-at_install")
class TestSourcing(KitchenBuilders, AccountTestInvoicingCommon):
    """Where the food comes from, by the bills and the harvests."""

    _numbers = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        groups = ("regie_kitchen.group_kitchen_manager", "regie_site.group_site_manager")
        cls.env.user.group_ids = [Command.link(cls.env.ref(group).id) for group in groups]
        labels = {code: cls.env.ref(f"regie_kitchen.food_label_{code}").id for code in ("ab", "garden")}
        cls.near = cls._create_supplier("Maraîcher", food_distance=12)
        cls.far = cls._create_supplier("Grossiste", food_distance=400, food_label_ids=[Command.set([labels["ab"]])])
        cls.unknown = cls._create_supplier("Marché")
        cls.garden = cls._create_supplier("Jardin", food_label_ids=[Command.set([labels["garden"]])])
        cls.leek = cls._create_food("Leek")

    @classmethod
    def _create_supplier(cls, name, **vals):
        return cls.env["res.partner"].create({"name": name, "is_company": True, **vals})

    def _bill(self, partner, amount, kind="in_invoice", product=None):
        product = product or self.leek
        line = {"product_id": product.id, "quantity": 1, "price_unit": amount, "tax_ids": [Command.clear()]}
        move = self.env["account.move"].create(
            {
                "move_type": kind,
                "partner_id": partner.id,
                "invoice_date": "2026-03-05",
                "date": "2026-03-05",
                "invoice_line_ids": [Command.create(line)],
            }
        )
        move.action_post()
        return move

    def _share(self, code):
        scope = Scope(self.company, date(2026, 3, 1), date(2026, 3, 31))
        return self.env.ref(f"regie_kitchen.indicator_{code}")._compute_result(scope).value

    def test_refunds_are_deducted_and_unknown_distance_stays_in_the_whole(self):
        self._bill(self.near, 300)
        self._bill(self.near, 100, "in_refund")
        self._bill(self.far, 150)
        self._bill(self.unknown, 50)
        self._bill(self.garden, 100)
        self._bill(self.far, 999, product=self._create_food("Screws", is_food=False))
        self.assertAlmostEqual(self._share("food_local_share"), 60)
        self.assertAlmostEqual(self._share("food_organic_share"), 30)
        lost = self.env["regie.food.purchase"].search([("is_distance_unknown", "=", True)])
        self.assertEqual((lost.partner_id, lost.amount_unknown), (self.unknown, 50))

    def test_harvest_counts_at_the_standard_price(self):
        self.leek.standard_price = 2
        warehouse = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1)
        move = self.env["stock.move"].create(
            {
                "product_id": self.leek.id,
                "product_uom_qty": 10,
                "location_id": self.leek.property_stock_production.id,
                "location_dest_id": warehouse.lot_stock_id.id,
                "picked": True,
            }
        )
        move._action_confirm()
        move.quantity = 10
        move.picked = True
        move._action_done()
        self.env.flush_all()
        line = self.env["regie.food.purchase"].search([("product_id", "=", self.leek.id)])
        self.assertEqual((line.amount_local, line.is_garden), (20, True))

    def test_distance_is_measured_or_asked(self):
        place = self._create_kitchen(authorised=False)
        with self.assertRaisesRegex(UserError, "E-FOOD-01"):
            self.near.action_compute_food_distance()
        place.write({"latitude": 49.2146, "longitude": 1.17})
        self.near.write({"partner_latitude": 49.4431, "partner_longitude": 1.0993})
        self.near.action_compute_food_distance()
        self.assertAlmostEqual(self.near.food_distance, 25.9, delta=0.2)
