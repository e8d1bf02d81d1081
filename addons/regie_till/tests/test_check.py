from dateutil.relativedelta import relativedelta

from odoo import Command, fields
from odoo.exceptions import UserError

from .common import TillCase


class TestCheck(TillCase):
    """The server works every price out again: by the list that the customer had on the day of the sale."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.awa = cls._create_person(barcode="0421111111111")
        cls.list_a, cls.list_b = cls.a.pricelist_id, cls.b.pricelist_id

    def setUp(self):
        super().setUp()
        self.session = self._open(self.till, self.cashier)
        # records of the test are older than the session: the till knew them when it opened
        self.env.cr.execute("UPDATE product_template SET write_date = now() - interval '1 day'")
        self.env.cr.execute("UPDATE product_product SET write_date = now() - interval '1 day'")
        self.env.cr.execute("UPDATE product_pricelist SET write_date = now() - interval '1 day'")
        self.env.cr.execute("UPDATE product_pricelist_item SET write_date = now() - interval '1 day'")
        self.env.invalidate_all()

    def _give_old(self, tier, days=30, **vals):
        """Give a band since days ago, and forget that it was written just now."""
        today = fields.Date.today()
        vals.setdefault("date_to", today + relativedelta(days=30))
        right = self._give_tier(self.awa, tier, date_from=today - relativedelta(days=days), **vals)
        right.flush_recordset()
        self.env.cr.execute("UPDATE regie_tariff_entitlement SET write_date = now() - interval '1 day'")
        right.invalidate_recordset()
        return right

    def _sell(self, *lines, **vals):
        return self._send(self._prepare_sale(self.till, *lines, **vals), user=self.cashier)

    def test_price_of_the_band_passes_without_a_word(self):
        self._give_old(self.a)
        order = self._sell((self.dish, 2, 2.0), partner=self.awa, pricelist=self.list_a)
        self.assertEqual((order.state, order.amount_total, len(order.regie_alert_ids)), ("paid", 4.0, 0))

    def test_what_the_till_could_not_honestly_make_is_refused(self):
        self._give_old(self.a)
        paul = self._create_person("Paul")
        dish, tax = self.dish, self._get_tax(5.5)
        for code, sale in {
            "E-TILL-03": self._prepare_sale(self.till, (dish, 2, 8.0), (dish, -1, 8.0)),
            "E-TILL-04": self._prepare_sale(self.till, (dish, 1, 8.0, {"tax_ids": [Command.set(tax.ids)]})),
            "E-TILL-05": self._prepare_sale(
                self.till, (dish, 1, 8.0), amount_total=1.0, paid={self.till.payment_method_ids[0]: 1.0}
            ),
            "E-TILL-06": self._prepare_sale(self.till, (dish, 1, 2.0), partner=paul, pricelist=self.list_a),
            "E-TILL-07": self._prepare_sale(self.till, (dish, 1, 1.0), partner=self.awa, pricelist=self.list_a),
        }.items():
            with self.subTest(code=code), self.assertRaisesRegex(UserError, code), self.cr.savepoint():
                self._send(sale, user=self.cashier)
        for sale in (
            self._prepare_sale(self.till, (dish, 1, 2.0), pricelist=self.list_a),
            self._prepare_sale(self.till, (dish, 1, 5.0), partner=self.awa, pricelist=self.list_b),
            self._prepare_sale(self.till, (dish, 1, 2.0), pricelist=self.list_a, regie_badge="0429999999999"),
        ):
            with self.assertRaisesRegex(UserError, "E-TILL-06"), self.cr.savepoint():
                self._send(sale, user=self.cashier)
        with self.assertRaisesRegex(UserError, "E-TILL-07"), self.cr.savepoint():
            self._sell((dish, 1, 8.0, {"discount": 50}))

    def test_right_that_ended_long_ago_is_no_good_faith(self):
        self._give_old(self.a, days=60, date_to=fields.Date.today() - relativedelta(days=10))
        with self.assertRaisesRegex(UserError, "E-TILL-06"), self.cr.savepoint():
            self._sell((self.dish, 1, 2.0), partner=self.awa, pricelist=self.list_a)

    def test_right_that_ended_since_the_opening_is_kept_and_shown(self):
        right = self._give_old(self.a)
        right.action_end()
        order = self._sell((self.dish, 1, 2.0), partner=self.awa, pricelist=self.list_a)
        self.assertEqual(order.state, "paid")
        alert = order.regie_alert_ids
        self.assertEqual((alert.kind, alert.amount, alert.state), ("ended", -6.0, "open"))

    def test_offline_sale_of_before_the_end_passes_when_it_arrives_late(self):
        self._give_old(self.a, date_to=fields.Date.today() - relativedelta(days=2))
        day = fields.Datetime.now() - relativedelta(days=3)
        self.session.start_at = day - relativedelta(hours=2)
        order = self._sell(
            (self.dish, 1, 2.0), partner=self.awa, pricelist=self.list_a, date_order=fields.Datetime.to_string(day)
        )
        self.assertFalse(order.regie_alert_ids)

    def test_right_that_the_till_did_not_know_is_shown(self):
        self._give_tier(self.awa, self.a)
        order = self._sell((self.dish, 1, 8.0), partner=self.awa)
        self.assertEqual((order.regie_alert_ids.kind, order.regie_alert_ids.amount), ("missed", 6.0))

    def test_price_that_changed_since_the_opening_is_kept_and_shown(self):
        self.dish.list_price = 9.0
        self.env.flush_all()
        self.env.cr.execute("UPDATE product_template SET write_date = clock_timestamp() + interval '1 minute'")
        self.env.invalidate_all()
        order = self._sell((self.dish, 1, 8.0))
        self.assertEqual((order.regie_alert_ids.kind, order.regie_alert_ids.amount), ("price", -1.0))

    def test_card_scanned_without_network_finds_its_holder(self):
        self._give_old(self.a)
        order = self._sell((self.dish, 1, 2.0), pricelist=self.list_a, regie_badge="0421111111111")
        self.assertEqual((order.partner_id, order.state), (self.awa, "paid"))
        self.assertFalse(order.regie_alert_ids)

    def test_card_blocked_since_the_scan_is_kept_and_shown(self):
        card = self.env["regie.tariff.card"].create({"tier_id": self.a.id})
        barcode = card.barcode
        card.action_block()
        order = self._sell((self.dish, 1, 2.0), pricelist=self.list_a, regie_badge=barcode)
        self.assertEqual(order.regie_alert_ids.kind, "badge")

    def test_draft_gets_the_price_of_its_customer(self):
        self._give_old(self.a)
        order = self._sell((self.dish, 2, 1.0), partner=self.awa, pricelist=self.list_b, state="draft")
        self.assertEqual((order.pricelist_id, order.lines.price_unit, order.amount_total), (self.list_a, 2.0, 4.0))

    def test_manager_may_change_a_price(self):
        sale = self._prepare_sale(self.till, (self.dish, 1, 3.0, {"price_type": "manual"}))
        self.assertFalse(self._send(sale).regie_alert_ids)
        with self.assertRaisesRegex(UserError, "E-TILL-07"), self.cr.savepoint():
            self._sell((self.dish, 1, 3.0, {"price_type": "manual"}))

    def test_check_costs_few_queries(self):
        self._give_old(self.a)
        lines = [(self.dish, 1, 2.0)] * 6
        self._sell(*lines, partner=self.awa, pricelist=self.list_a)
        order = self._sell(*lines, partner=self.awa, pricelist=self.list_a)
        order = order.with_user(self.cashier)
        order._regie_check_order()
        with self.assertQueryCount(16):
            order._regie_check_order()
