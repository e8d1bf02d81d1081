from odoo.tests import HttpCase, tagged

from .common import GroceryCase


@tagged("post_install", "-at_install")
class TestTours(GroceryCase, HttpCase):
    """The cashier of the grocery, in a browser."""

    def test_cap_tour(self):
        self.env["res.lang"]._activate_lang("en_US")
        self.cashier.write({"password": "cashier", "lang": "en_US"})
        others = self.env["product.template"].search([("available_in_pos", "=", True)])
        (others - self.pasta.product_tmpl_id).available_in_pos = False
        self._create_parameter("epicerie_plafond_base", 15, company_id=self.company.id)
        self.right.person_count = 1
        self.till.with_user(self.cashier).open_ui()
        self.start_tour(f"/pos/ui/{self.till.id}", "regie_grocery_cap_tour", login="cashier")
        self.env.invalidate_all()
        order = self.env["pos.order"].search([("config_id", "=", self.till.id), ("state", "=", "paid")])
        self.assertEqual((order.partner_id, order.amount_total), (self.awa, 10))
        self.assertFalse(order.regie_alert_ids)
