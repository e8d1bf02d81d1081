from odoo import Command
from odoo.exceptions import UserError

from .common import MANAGER, GroceryCase


class TestDonation(GroceryCase):
    """Goods that are given go into the stock at no cost; a shop is opened in one go."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rice = cls.env["product.product"].create({"name": "Rice", "type": "consu", "is_storable": True})
        cls.donor = cls._create_partner("Food bank")

    def _give(self, quantity=12):
        lines = [Command.create({"product_id": self.rice.id, "quantity": quantity})] if quantity else []
        donations = self.env["regie.grocery.donation"].with_user(self.office)
        return donations.create({"partner_id": self.donor.id, "line_ids": lines})

    def test_goods_go_into_the_stock_at_no_cost(self):
        donation = self._give()
        self.assertRegex(donation.name, r"^DON/\d{4}/\d+$")
        donation.action_receive()
        self.assertEqual((donation.state, self.rice.qty_available), ("done", 12))
        move = donation.sudo().picking_id.move_ids
        self.assertEqual((move.state, move.price_unit, move.picking_id.origin), ("done", 0, donation.name))
        with self.assertRaisesRegex(UserError, "E-GROC-05"):
            donation.action_receive()
        with self.assertRaisesRegex(UserError, "E-GROC-05"):
            donation.unlink()

    def test_donation_without_goods_is_not_received(self):
        with self.assertRaisesRegex(UserError, "E-GROC-06"):
            self._give(0).action_receive()

    def test_facts_are_not_written_by_hand(self):
        donation = self._give()
        for fact in ({"date_received": "2026-01-01 10:00:00"}, {"name": "DON/1"}):
            with self.assertRaisesRegex(UserError, "FACT-01"):
                donation.write(fact)

    def test_shop_opens_right_for_the_bands(self):
        manager = self._create_user("grocery.manager", MANAGER)
        wizard = self.env["regie.grocery.shop"].with_user(manager).create({"name": "Laundry", "kind": "laundry"})
        wizard.action_open()
        till = self.env["pos.config"].search([("name", "=", "Laundry")])
        self.assertEqual((till.regie_shop, till.restrict_price_control), ("laundry", True))
        self.assertIn(self.a.pricelist_id, till.available_pricelist_ids)
