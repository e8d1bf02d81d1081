from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError

from .common import TillCase


class TestChain(TillCase):
    """The chain that French law asks of a till stays whole through our checks, on the revision in use."""

    def setUp(self):
        super().setUp()
        self.session = self._open(self.till, self.cashier)
        self.cash = self.till.payment_method_ids.filtered("is_cash_count")
        self.card = self.till.payment_method_ids - self.cash

    def _check_chain(self, count):
        orders = self.env["pos.order"].search(
            [("session_id", "=", self.session.id), ("state", "!=", "draft")], order="l10n_fr_secure_sequence_number"
        )
        self.assertEqual(len(orders), count)
        self.env.invalidate_all()
        report = self.company._check_pos_hash_integrity()
        self.assertEqual(report["corrupted_orders"], "None")
        self.assertTrue(all(order.l10n_fr_hash for order in orders))
        return orders

    def test_chain_is_whole_after_every_way_of_paying(self):
        dish = (self.dish, 1, 8.0)
        change = self._prepare_sale(self.till, dish, paid={self.cash: 10.0}, amount_paid=10.0, amount_return=-2.0)
        split = self._prepare_sale(self.till, dish, paid={self.cash: 3.0, self.card: 5.0})
        draft = self._prepare_sale(self.till, dish, state="draft")
        orders = self._send(change, split, draft, user=self.cashier)
        self.assertEqual(orders.mapped("state"), ["paid", "paid", "draft"])
        paid = dict(self._prepare_sale(self.till), uuid=draft["uuid"], lines=[], amount_total=8.0, amount_paid=8.0)
        paid["payment_ids"] = self._prepare_sale(self.till, dish)["payment_ids"]
        self._send(paid, user=self.cashier)
        self._check_chain(3)

    def test_offline_sales_sent_late_keep_the_chain(self):
        with freeze_time(fields.Datetime.subtract(fields.Datetime.now(), hours=2)):
            sales = [self._prepare_sale(self.till, (self.dish, 1, 8.0)) for _number in range(5)]
        self._send(*reversed(sales), user=self.cashier)
        self._check_chain(5)

    def test_sale_sent_twice_is_one_sale(self):
        sale = self._prepare_sale(self.till, (self.dish, 2, 8.0))
        self._send(sale, sale, user=self.cashier)
        orders = self._check_chain(1)
        self.assertEqual(orders.amount_total, 16)

    def _prepare_refund(self, order, quantity=-1, price=None, **vals):
        origin = order.lines[0]
        line = (
            origin.product_id,
            quantity,
            origin.price_unit if price is None else price,
            {"refunded_orderline_id": origin.id, "price_type": "automatic"},
        )
        vals.setdefault("regie_refund_reason", "Typing mistake")
        return self._prepare_sale(self.till, line, partner=order.partner_id, is_refund=True, **vals)

    def test_refund_says_why_gives_back_what_was_paid_and_once(self):
        awa = self._create_person()
        today = fields.Date.today()
        dates = {"date_from": fields.Date.subtract(today, days=5), "date_to": fields.Date.add(today, days=5)}
        right = self._give_tier(awa, self.a, **dates)
        sold = self._send(
            self._prepare_sale(self.till, (self.dish, 1, 2.0), partner=awa, pricelist=self.a.pricelist_id)
        )
        right.action_end()
        for refund, code in (
            (self._prepare_refund(sold, regie_refund_reason=" "), "E-TILL-01"),
            (self._prepare_refund(sold, price=8.0), "E-TILL-02"),
            (self._prepare_refund(sold, quantity=-2), "E-TILL-02"),
        ):
            with self.subTest(code=code), self.assertRaisesRegex(UserError, code), self.cr.savepoint():
                self._send(refund, user=self.cashier)
        refund = self._prepare_refund(sold)
        self._send(refund, user=self.cashier)
        with self.assertRaisesRegex(UserError, "E-TILL-02"), self.cr.savepoint():
            self._send(self._prepare_refund(sold), user=self.cashier)
        orders = self._check_chain(2)
        self.assertEqual(sum(orders.mapped("amount_total")), 0)

    def test_paid_sale_is_not_written_again(self):
        sold = self._send(self._prepare_sale(self.till, (self.dish, 1, 8.0)))
        with self.assertRaises(UserError):
            sold.pricelist_id = self.a.pricelist_id
