from odoo import fields
from odoo.tests import HttpCase, tagged

from .common import RestaurantCase


@tagged("post_install", "-at_install")
class TestTours(RestaurantCase, HttpCase):
    """The cashier at noon, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.cashier.write({"password": "cashier", "lang": "en_US"})
        others = cls.env["product.template"].search([("available_in_pos", "=", True)])
        (others - (cls.meal | cls.gift).product_tmpl_id).available_in_pos = False

    def test_noon_tour(self):
        dish = self._create_dish(self._create_food("Cream", ["milk"]), name="Gratin", product_id=self.meal.id)
        self._create_menu(dish, place=self.kitchen, date=fields.Date.today(), name="Day of the cooks")
        self._create_employer(share=3.5)
        awa = self._create_person(barcode="0421111111111")
        self._give_tier(awa, self.a)
        self.till.with_user(self.cashier).open_ui()
        self.start_tour(f"/pos/ui/{self.till.id}", "regie_restaurant_noon_tour", login="cashier")
        self.env.invalidate_all()
        orders = self.env["pos.order"].search([("config_id", "=", self.till.id), ("state", "=", "paid")], order="id")
        self.assertEqual(orders.mapped("amount_total"), [8.0, 8.0, 10.0, 8.0, 2.4, 2.4, 2.4])
        self.assertEqual(len(set(orders.mapped("uuid"))), 7)
        self.assertEqual(self.pot.balance, 2)
        self.assertFalse(orders.regie_alert_ids)
        report = self.company._check_pos_hash_integrity()
        self.assertEqual(report["corrupted_orders"], "None")
