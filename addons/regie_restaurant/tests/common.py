"""Builders with the words of the restaurant: a till opened by the wizard, gifts, workers and their employer."""

from odoo.addons.regie_kitchen.tests.common import KitchenBuilders
from odoo.addons.regie_till.tests.common import TillBuilders, TillCase


class RestaurantBuilders(KitchenBuilders, TillBuilders):
    """A restaurant, for the tests of every addon that feeds people."""

    @classmethod
    def _open_restaurant(cls, **vals):
        """Open a restaurant through its wizard; return its till."""
        cls.env["regie.restaurant.setup"].create({"name": f"Canteen {next(cls._numbers)}", **vals}).action_open()
        return cls.env["pos.config"].search([], order="id desc", limit=1)

    @classmethod
    def _get_sold(cls, code):
        """Return a product of the wizard by its code: MEAL, BASKET, GIFT."""
        return cls.env["product.product"].search([("default_code", "=", code)], limit=1)

    @classmethod
    def _get_method(cls, till, kind):
        """Return the way of paying of a kind ("pot", "company"), or the cash."""
        methods = till.payment_method_ids
        return methods.filtered(lambda method: method.regie_kind == kind or kind == "cash" and method.is_cash_count)

    @classmethod
    def _create_employer(cls, name="Garage du Pont", workers=1, **vals):
        """Create a contract with an employer and its workers, who have a badge."""
        partner = cls.env["res.partner"].create({"name": name, "is_company": True})
        contract = cls.env["regie.meal.company"].create({"partner_id": partner.id, "date_from": "2020-01-01", **vals})
        for number in range(workers):
            cls.env["res.partner"].create(
                {
                    "name": f"Worker {number}",
                    "barcode": f"042777777777{number}",
                    "regie_meal_company_id": contract.id,
                }
            )
        return contract


class RestaurantCase(RestaurantBuilders, TillCase):
    """A restaurant with its kitchen, its pot and its cashier."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kitchen = cls._create_kitchen()
        cls.till = cls._open_restaurant(place_id=cls.kitchen.id, meal_price=8.0)
        cls.meal = cls._get_sold("RESTO-REPAS")
        cls.gift = cls._get_sold("RESTO-DON")
        cls.pot = cls.env["regie.meal.pot"]._get_pot(cls.company)
        cls.by_pot = cls._get_method(cls.till, "pot")
        cls.by_company = cls._get_method(cls.till, "company")
        cls.cash = cls._get_method(cls.till, "cash")
