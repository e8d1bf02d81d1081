from odoo import fields
from odoo.exceptions import UserError

from .common import RestaurantCase


class TestSetup(RestaurantCase):
    """One form opens a restaurant whose taxes and prices are right."""

    def test_till_is_ready_and_needs_no_mending(self):
        self.assertFalse(self.till.regie_mistakes)
        self.assertEqual(self.till.default_screen, "register")
        self.assertEqual(set(self.till.payment_method_ids.mapped("regie_kind")), {False, "pot", "company"})
        self.assertFalse(self.till.available_preset_ids.pricelist_id)
        self.assertTrue(self._open(self.till, self.cashier))

    def test_taxes_are_those_of_each_way_of_selling(self):
        till = self._open_restaurant(has_delivery=True)
        self.assertEqual(self.meal.taxes_id.mapped("amount"), [10])
        self.assertEqual(self._get_sold("RESTO-PANIER").taxes_id.mapped("amount"), [5.5])
        self.assertFalse(self.gift.taxes_id.filtered("amount"))
        home = till.available_preset_ids.filtered("fiscal_position_id")
        self.assertEqual(home.fiscal_position_id.map_tax(self.meal.taxes_id).mapped("amount"), [5.5])

    def test_exempt_restaurant_bears_no_vat(self):
        self.env["product.product"].search([("default_code", "like", "RESTO-")]).default_code = False
        self._open_restaurant(vat_regime="exempt", has_delivery=True)
        self.assertFalse(self._get_sold("RESTO-REPAS").taxes_id.filtered("amount"))
        self.assertEqual(self.company.regie_restaurant_vat, "exempt")

    def test_meal_has_the_price_of_each_band(self):
        prices = {
            tier.code: tier.pricelist_id._get_product_price(self.meal, 1)
            for tier in self.grid.tier_ids
            if tier.pricelist_id
        }
        self.assertEqual({code: round(price, 2) for code, price in prices.items()}, {"A": 2.4, "B": 4.8})

    def test_second_restaurant_shares_products_and_card(self):
        count = self.env["product.product"].search_count([("default_code", "=", "RESTO-REPAS")])
        second = self._open_restaurant()
        self.assertEqual(self.env["product.product"].search_count([("default_code", "=", "RESTO-REPAS")]), count)
        self.assertEqual(len(second.payment_method_ids & self.till.payment_method_ids), 3)

    def test_price_of_zero_is_refused(self):
        with self.assertRaisesRegex(UserError, "E-REST-04"):
            self._open_restaurant(meal_price=0)

    def test_menu_of_the_day_goes_to_the_till_with_its_allergens(self):
        food = self._create_food("Cream", ["milk"])
        dish = self._create_dish(food, name="Gratin", product_id=self.meal.id)
        self._create_menu(dish, place=self.kitchen, date=fields.Date.today())
        self._create_menu(place=self.kitchen, date=fields.Date.add(fields.Date.today(), days=1))
        menu = (
            self.env["pos.config"].with_user(self.cashier)._load_pos_data_read(self.till, self.till)[0]["_regie_menu"]
        )
        self.assertEqual([row["name"] for row in menu["dishes"]], ["Gratin"])
        self.assertEqual(menu["dishes"][0]["product_id"], self.meal.product_tmpl_id.id)
        self.assertIn(self._get_allergen("milk").name, menu["dishes"][0]["allergens"])
