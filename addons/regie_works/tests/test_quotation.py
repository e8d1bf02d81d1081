from odoo import Command
from odoo.tests import tagged

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestQuotation(WorksCase):
    """The waste of the works, the reduced rates of VAT, customers from anywhere. Domain: 1.11."""

    def _quote(self, family="works", **vals):
        return self._create_order((self._create_trade(family=family), 10, 100), **vals)

    def test_building_and_gardening_works_without_their_waste_are_not_confirmed(self):
        for family in ("works", "green"):
            order = self._quote(family)
            self.assertEqual(order.waste_rule, "due")
            with self.subTest(family=family), self.assertRule("E-CHANT-03"):
                order.action_confirm()

    def test_quotation_that_says_its_waste_is_confirmed(self):
        order = self._quote(waste_line_ids=[Command.create(self._prepare_waste())])
        order.action_confirm()
        self.assertEqual((order.state, order.waste_cost), ("sale", 40))

    def test_each_thing_that_the_article_asks_is_missed(self):
        for missing in (
            {"quantity": 0},
            {"sorting": False},
            {"point_name": False},
            {"point_address": False},
            {"point_kind": False},
            {"cost": 0},
        ):
            order = self._quote(waste_line_ids=[Command.create(self._prepare_waste(**missing))])
            with self.subTest(missing=missing), self.assertRule("E-CHANT-03"):
                order.action_confirm()

    def test_sorted_waste_taken_back_free_and_waste_left_on_the_spot_are_enough(self):
        free = self._prepare_waste(cost=0, is_free=True)
        spot = self._prepare_waste(
            sorting="on_site", point_kind="on_site", point_name=False, point_address=False, cost=0, is_free=True
        )
        order = self._quote("green", waste_line_ids=[Command.create(free), Command.create(spot)])
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_routine_upkeep_and_repairs_are_outside_the_rule(self):
        for rule in ("upkeep", "repair"):
            order = self._quote("green", waste_rule=rule)
            order.action_confirm()
            self.assertEqual((order.state, order.waste_rule), ("sale", rule))

    def test_rule_is_not_escaped_by_saying_that_works_are_not_concerned(self):
        order = self._quote(waste_rule="none")
        with self.assertRule("E-CHANT-03"):
            order.action_confirm()

    def test_order_confirmed_by_writing_its_state_is_refused_too(self):
        order = self._quote()
        with self.assertRule("E-CHANT-03"):
            order.write({"state": "sale"})

    def test_cleaning_has_no_waste_block(self):
        order = self._quote("cleaning")
        self.assertEqual(order.waste_rule, "none")
        order.action_confirm()

    def test_family_comes_from_the_catalogue_of_services_too(self):
        trade = self._create_trade()
        self._create_service_type(product_id=trade.id, family_id=self.env.ref("regie_gup.service_family_works").id)
        self.assertEqual(self._create_order((trade, 1, 100)).waste_rule, "due")

    def test_reduced_rate_needs_the_certification_of_the_customer(self):
        reduced = self.env["account.tax"].create({"name": "10 %", "amount": 10, "type_tax_use": "sale"})
        trade = self._create_trade(family="works", taxes_id=reduced.ids)
        order = self._create_order((trade, 1, 100), waste_line_ids=[Command.create(self._prepare_waste())])
        with self.assertRule("E-CHANT-04"):
            order.action_confirm()
        order.vat_certificate = "renovation"
        order.action_confirm()
        order.order_line.qty_delivered = 1
        self.assertIn(order._get_vat_statement(), order._create_invoices().narration)

    def test_individual_who_does_not_live_in_the_quarter_is_a_customer_like_another(self):
        person = self._create_partner("Jeanne Morel", is_company=False, zip="76000", city="Rouen")
        order = self._create_order(partner=person, confirmed=True)
        self.assertEqual(order.state, "sale")
        self.assertFalse(person.territory_id if "territory_id" in person._fields else False)

    def test_lot_shows_what_its_order_says_otherwise(self):
        lot = self._create_schedule((self._create_trade(), 10, 100), amount=1200)
        self.assertEqual((lot.amount_ordered, lot.amount_gap), (1000, -200))
        self.assertEqual(lot.action_view_sale_order()["res_id"], lot.sale_order_id.id)
