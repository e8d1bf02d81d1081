from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .common import GroceryCase


class TestSale(GroceryCase):
    """The cap of the month, checked when a sale arrives."""

    def setUp(self):
        super().setUp()
        self._open(self.till)

    def _sell(self, quantity, partner=None, minutes=0, **vals):
        """A sale of pasta at 10 €, made some minutes ago."""
        moment = fields.Datetime.to_string(fields.Datetime.now() - timedelta(minutes=minutes))
        sale = self._prepare_sale(
            self.till, (self.pasta, quantity, 10.0), partner=partner or self.awa, date_order=moment, **vals
        )
        return self._send(sale, user=self.cashier)

    def test_sales_add_up_to_the_cap(self):
        self._sell(5)
        self.right.invalidate_recordset()
        self.assertEqual((self.right.spent, self.right.left), (50, 40))
        self._sell(4)
        with self.assertRaisesRegex(UserError, "E-GROC-03"), self.cr.savepoint():
            self._sell(1)

    def test_person_without_a_right_is_sent_to_the_office(self):
        with self.assertRaisesRegex(UserError, "E-GROC-02"):
            self._sell(1, self._create_person("Zoé"))

    def test_member_of_the_household_buys_on_the_same_cap(self):
        issa = self._create_person("Issa")
        self.right.member_ids = issa
        self._sell(8)
        with self.assertRaisesRegex(UserError, "E-GROC-03"), self.cr.savepoint():
            self._sell(2, issa)
        self.assertEqual(self._sell(1, issa).state, "paid")

    def test_sale_made_without_a_network_is_kept_and_shown(self):
        order = self._sell(12, minutes=30)
        self.assertEqual((order.state, order.amount_total), ("paid", 120))
        self.assertEqual((order.regie_alert_ids.kind, order.regie_alert_ids.amount), ("cap", -30))

    def test_sale_within_the_cap_raises_nothing(self):
        self.assertFalse(self._sell(2, minutes=30).regie_alert_ids)

    def test_same_sale_sent_twice_counts_once(self):
        sale = self._prepare_sale(self.till, (self.pasta, 5, 10.0), partner=self.awa)
        self._send(sale, sale, user=self.cashier)
        self.right.invalidate_recordset()
        self.assertEqual(self.right.spent, 50)

    def test_last_month_does_not_count(self):
        order = self._sell(9)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE pos_order SET regie_grocery_day = regie_grocery_day - interval '1 month' WHERE id = %s", [order.id]
        )
        self.env.invalidate_all()
        self.assertEqual(self.right.left, 90)

    def test_evening_sale_counts_in_the_month_of_france(self):
        order = self._sell(1)
        order.company_id.resource_calendar_id.tz = "Europe/Paris"
        order.invalidate_recordset()
        day = (
            self.env["pos.order"]
            .new({"date_order": "2026-10-31 23:30:00", "company_id": self.company.id})
            .regie_grocery_day
        )
        self.assertEqual(day, fields.Date.to_date("2026-11-01"))

    def test_laundry_has_no_cap(self):
        self.till.regie_shop = "laundry"
        self.assertEqual(self._sell(50, self._create_person("Zoé")).state, "paid")

    def test_nothing_of_the_household_reaches_the_till(self):
        data = self.till.current_session_id.with_user(self.cashier).load_data([])
        people = data["res.partner"]["records"] if "records" in data["res.partner"] else data["res.partner"]
        keys = {key for person in people for key in person}
        self.assertFalse({key for key in keys if "grocery" in key or "household" in key or "cap" == key})
        self.assertNotIn("regie.grocery.right", data)
