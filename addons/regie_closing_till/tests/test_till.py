from odoo.exceptions import AccessError
from odoo.tests import Form

from odoo.addons.regie_closing.tests.common import ClosingCase


class TestTill(ClosingCase):
    """What tills and stocks prove in the closing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        journal = cls.env["account.journal"].create({"name": "Cash", "type": "cash", "code": "CTST"})
        method = cls.env["pos.payment.method"].create({"name": "Cash", "journal_id": journal.id})
        cls.till = cls.env["pos.config"].create({"name": "Canteen", "payment_method_ids": [(6, 0, method.ids)]})

    def _create_session(self, state="closed", day="2026-12-31 11:00:00"):
        """Create a session of the till, as it was left."""
        session = self.env["pos.session"].create({"config_id": self.till.id, "user_id": self.env.uid})
        session.write({"state": state, "start_at": day})
        return session

    def test_no_sale_no_control(self):
        self._check()
        self.assertEqual(self._step("till").control_state, "na")

    def test_open_session_turns_its_control_red_until_it_is_closed_and_checked(self):
        session = self._create_session("opened")
        self.assertEqual(self._check(), {"lock", "till"})
        self.assertIn("1 sessions", self._step("till").sentence)
        self.assertEqual(self._step("till").action_view_faults()["res_model"], "pos.session")
        session.state = "closed"
        self.assertIn("not checked", (self._check(), self._step("till").sentence)[1])
        self.closing.action_check_tills()
        self.closing.sudo().till_checked_on = "2027-02-01 10:00:00"
        self.assertEqual(self._check(), {"lock"})
        self.assertEqual(self._step("till").control_state, "ok")

    def test_session_of_the_next_exercise_is_left_alone(self):
        self._create_session("opened", "2027-01-02 11:00:00")
        self.assertEqual(self._check(), {"lock"})

    def test_altered_sale_is_named(self):
        self._create_session()
        self.closing.sudo().write({"till_checked_on": "2027-02-01 10:00:00", "till_corrupted": "Canteen/0001"})
        self.assertEqual(self._check(), {"lock", "till"})
        self.assertIn("Canteen/0001", self._step("till").sentence)

    def test_treasurer_checks_no_till(self):
        treasurer = self._create_user("treasurer", "regie_finance.group_finance_read")
        with self.assertRaises(AccessError):
            self.closing.with_user(treasurer).action_check_tills()

    def test_stock_that_nobody_counted_is_red_and_the_count_is_compared(self):
        product = self.env["product.product"].create({"name": "Flour", "is_storable": True, "standard_price": 3})
        self.assertEqual(self._check(), {"lock", "stock"})
        self.assertIn("No stock count", self._step("stock").sentence)
        location = self.env["stock.warehouse"].search([("company_id", "=", self.company.id)], limit=1).lot_stock_id
        self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": 1,
                "location_id": location.id,
                "location_dest_id": product.property_stock_inventory.id,
                "is_inventory": True,
                "company_id": self.company.id,
            }
        ).write({"state": "done", "date": "2026-12-31 18:00:00"})
        self.assertEqual(self._check(), {"lock", "stock"})
        self.assertIn("by the count", self._step("stock").sentence)

    def test_form_has_the_button_of_the_tills(self):
        accountant = self._create_user("accountant", "regie_finance.group_finance_manager")
        form = Form(self.closing.with_user(accountant))
        self.assertFalse(form.till_checked_on)
