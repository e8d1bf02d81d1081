from dateutil.relativedelta import relativedelta
from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import RestaurantCase


class TestCompany(RestaurantCase):
    """Workers who eat here: their employer pays its share of each meal, once a month."""

    def setUp(self):
        super().setUp()
        self.session = self._open(self.till, self.cashier)
        self.contract = self._create_employer(share=3.5)
        self.worker = self.contract.worker_ids

    def _eat(self, share=3.5, partner=None, **vals):
        paid = {self.by_company: share, self.cash: 8.0 - share}
        sale = self._prepare_sale(self.till, (self.meal, 1, 8.0), partner=partner or self.worker, paid=paid, **vals)
        return self._send(sale, user=self.cashier)

    def test_till_knows_the_share_and_not_the_contract(self):
        read = self.env["res.partner"].with_user(self.cashier)._load_pos_data_read(self.worker, self.till)[0]
        self.assertEqual(read["regie_meal_share"], 3.5)
        self.contract.kind = "full"
        self.worker.invalidate_recordset()
        self.assertEqual(self.worker.regie_meal_share, -1)
        self.contract.date_to = fields.Date.subtract(fields.Date.today(), days=1)
        self.worker.invalidate_recordset()
        self.assertEqual(self.worker.regie_meal_share, 0)

    def test_share_is_counted_and_no_more_than_it(self):
        self._eat()
        line = self.contract.line_ids
        self.assertEqual((line.meals, line.amount, line.partner_id), (1, 3.5, self.worker))
        with self.assertRaisesRegex(UserError, "E-REST-02"), self.cr.savepoint():
            self._eat(share=5.0)
        with self.assertRaisesRegex(UserError, "E-REST-01"), self.cr.savepoint():
            self._eat(partner=self._create_person("Nobody"))

    def test_contract_that_ended_is_kept_and_shown(self):
        self.contract.date_to = fields.Date.subtract(fields.Date.today(), days=1)
        order = self._eat()
        self.assertEqual((order.state, order.regie_alert_ids.kind), ("paid", "company"))

    def test_one_invoice_asks_for_the_meals_of_the_past_months(self):
        self._eat()
        with self.assertRaisesRegex(UserError, "E-REST-03"):
            self.contract.action_invoice()
        self.contract.line_ids.date = fields.Date.today() - relativedelta(months=1)
        self._eat()
        self.contract.action_invoice()
        invoice = self.contract.line_ids.move_id
        self.assertEqual((len(invoice), invoice.amount_total, invoice.amount_tax), (1, 3.5, 0))
        self.assertEqual(invoice.invoice_line_ids.account_id, self.by_company.receivable_account_id)
        self.assertEqual(self.contract.to_invoice, 3.5)
        invoice.unlink()
        self.assertEqual(self.contract.to_invoice, 7)

    def test_share_of_nothing_is_refused(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(CheckViolation), self.cr.savepoint():
            self._create_employer("Other", workers=0, share=0)
