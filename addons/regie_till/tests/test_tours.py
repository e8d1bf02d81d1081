from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import TillCase


@tagged("post_install", "-at_install")
class TestTours(TillCase, HttpCase):
    """The cashier at the till, in a browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.cashier.write({"password": "cashier", "lang": "en_US"})
        others = cls.env["product.template"].search([("available_in_pos", "=", True)])
        (others - cls.dish.product_tmpl_id).available_in_pos = False

    def _start(self, tour):
        self.till.with_user(self.cashier).open_ui()
        self.start_tour(f"/pos/ui/{self.till.id}", tour, login="cashier")
        self.env.invalidate_all()
        return self.env["pos.order"].search([("config_id", "=", self.till.id)], order="id")

    def test_price_tour(self):
        modes = self.env["pos.preset"].create([{"name": "On the spot"}, {"name": "To take away"}])
        self.till.write(
            {
                "use_presets": True,
                "default_preset_id": modes[0].id,
                "available_preset_ids": [Command.set(modes.ids)],
            }
        )
        awa = self._create_person(barcode="0421111111111", street="3 rue des Lilas", city="Louviers")
        self._give_tier(awa, self.a)
        # in French: the words that the receipt must not bear are French
        self.cashier.lang = "fr_FR"
        order = self._start("regie_till_price_tour")
        self.assertEqual((order.amount_total, order.state, order.preset_id), (2.0, "paid", modes[1]))
        self.assertEqual(order.pricelist_id, self.a.pricelist_id)
        self.assertFalse(order.regie_alert_ids)

    def test_offline_tour(self):
        self.env["res.partner"].create([{"name": f"Aa {number:03}"} for number in range(90)])
        zoe = self._create_person("Zoé", barcode="0423333333333")
        self._give_tier(zoe, self.b)
        order = self._start("regie_till_offline_tour")
        self.assertEqual((order.amount_total, order.state, order.partner_id), (5.0, "paid", zoe))

    def test_refund_tour(self):
        orders = self._start("regie_till_refund_tour")
        self.assertEqual(orders.mapped("amount_total"), [8.0, -8.0])
        self.assertEqual(orders[1].regie_refund_reason, "Not served")
