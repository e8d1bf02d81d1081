from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.regie_governance.tests.common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMembershipFeeInvoice(GovernanceCase):
    """The fee follows its invoice: due, paid, due again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls.company.chart_template:
            cls.env["account.chart.template"].try_loading("generic_coa", cls.company, install_demo=False)
        cls.statutes.fee_condition = "paid"
        cls.member = cls._create_member()
        cls.fee = cls._create_fee(cls.member)
        cls.accountant = cls._create_user("accountant", "group_role_accountant")
        cls.accountant.group_ids = [Command.link(cls.env.ref("account.group_account_invoice").id)]

    @classmethod
    def _create_fee(cls, member, **vals):
        return cls.env["regie.membership.fee"].create(
            {"membership_id": member.id, "year": 2026, "amount": 5, "date_due": "2026-03-31", **vals}
        )

    def _pay(self, invoice, date="2026-02-10"):
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        return register.create({"payment_date": date})._create_payments()

    def test_fee_is_invoiced_to_the_member_at_its_amount(self):
        self.fee.with_user(self.accountant).action_invoice()
        invoice = self.fee.invoice_id
        self.assertEqual((invoice.state, invoice.partner_id), ("posted", self.member.partner_id))
        self.assertEqual((invoice.amount_total, str(invoice.invoice_date_due)), (5, "2026-03-31"))
        self.assertFalse(self.fee.date_paid)
        self.assertFalse(self.member._is_fee_paid("2026-06-10")[self.member])

    def test_fee_is_paid_on_the_day_of_the_payment_of_its_invoice(self):
        self.fee.action_invoice()
        invoice = self.fee.invoice_id
        invoice.button_draft()
        invoice.write({"invoice_date": "2026-02-01", "date": "2026-02-01"})
        invoice.action_post()
        payment = self._pay(invoice)
        self.assertEqual((str(self.fee.date_paid), self.fee.state), ("2026-02-10", "paid"))
        self.assertTrue(self.member._is_fee_paid("2026-06-10")[self.member])
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual(invoice.payment_state, "not_paid")
        self.assertEqual((self.fee.date_paid, self.fee.state), (False, "late"))

    def test_part_of_the_invoice_is_not_enough(self):
        self.fee.action_invoice()
        register = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.fee.invoice_id.ids
        )
        register.create({"amount": 2, "payment_difference_handling": "open"})._create_payments()
        self.assertFalse(self.fee.date_paid)

    def test_payment_of_an_invoiced_fee_is_not_noted_by_hand(self):
        self.fee.action_invoice()
        with self.assertRule("GOV-018"):
            self.fee.action_pay()
        with self.assertRule("GOV-018"):
            self.fee.action_invoice()
        self.fee.invoice_id.button_draft()
        self.fee.invoice_id.button_cancel()
        self.fee.action_pay()
        self.assertTrue(self.fee.date_paid)

    def test_fees_without_an_invoice_are_noted_by_hand(self):
        self.fee.action_pay()
        self.assertEqual(self.fee.state, "paid")
        self.fee.action_unpay()
        self.assertFalse(self.fee.date_paid)

    def test_many_fees_are_invoiced_at_once_with_the_product_of_the_regie(self):
        product = self.env["product.product"].create({"name": "Fee", "type": "service", "taxes_id": False})
        self.company.membership_fee_product_id = product
        fees = self.fee | self._create_fee(self._create_member()) | self._create_fee(self._create_member(), amount=0)
        fees.action_invoice()
        self.assertEqual(len(fees.invoice_id), 2, "nothing is asked of the third")
        self.assertEqual(fees.invoice_id.invoice_line_ids.product_id, product)

    def test_secretary_keeps_the_fees_and_does_not_invoice(self):
        with self.assertRaises(AccessError):
            self.fee.with_user(self.secretary).action_invoice()
        self.fee.with_user(self.secretary).action_pay()
        self.assertEqual(self.fee.state, "paid")
