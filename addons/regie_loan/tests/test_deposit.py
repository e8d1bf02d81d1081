from odoo import Command
from odoo.exceptions import UserError

from .common import MANAGER, USER
from .counter import CounterCase, picture


class TestDeposit(CounterCase):
    """A deposit is asked for, held, given back or kept with a reason."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls._create_model("Sander", deposit=80, replacement_value=150)
        cls.agent = cls._create_user("keeper", USER)

    def _back(self):
        return self._give_back(self._lend(self.model))

    def test_tool_does_not_leave_without_its_deposit(self):
        loan = self._create_loan(self.model, start=0, reserve=True)
        self._check(loan)
        self._sign(loan)
        with self.assertRaisesRegex(UserError, "80.*E-LOAN-13"):
            loan._check_out()
        self.assertEqual(loan.deposit_id.state, "expected")
        with self.assertRaisesRegex(UserError, "E-LOAN-31"):
            loan.deposit_id.action_receive()
        self._receive(loan)
        loan._check_out()
        self.assertEqual((loan.state, loan.deposit_id.state), ("out", "held"))

    def test_deposit_is_given_back_after_the_tools_and_closes_the_loan(self):
        loan = self._lend(self.model)
        with self.assertRaisesRegex(UserError, "E-LOAN-33"):
            loan.deposit_id.action_release()
        self._give_back(loan)
        self.assertEqual(loan.state, "returned")
        loan.deposit_id.action_release()
        self.assertEqual((loan.deposit_id.state, loan.state), ("released", "closed"))
        with self.assertRaisesRegex(UserError, "E-LOAN-32"):
            loan.deposit_id.action_release()

    def test_retention_asks_for_a_reason_a_photo_and_no_more_than_the_deposit(self):
        deposit = self._back().deposit_id
        wizard = self.env["regie.loan.deposit.retain"].create(
            {"deposit_id": deposit.id, "amount": 90, "reason": "Broken guard"}
        )
        with self.assertRaisesRegex(UserError, "E-LOAN-16"):
            wizard.action_confirm()
        wizard.amount = 18
        with self.assertRaisesRegex(UserError, "E-LOAN-34"):
            wizard.action_confirm()
        wizard.photo = picture()
        wizard.action_confirm()
        self.assertEqual((deposit.state, deposit.amount_retained), ("partially_retained", 18))
        self.assertEqual(deposit.loan_id.state, "closed")
        with self.assertRaisesRegex(UserError, "E-LOAN-36"):
            deposit.photo_ids.unlink()

    def test_whole_deposit_may_be_kept(self):
        deposit = self._back().deposit_id
        deposit.photo_ids = [Command.create({"image": picture()})]
        deposit._retain(80, "Lost")
        self.assertEqual(deposit.state, "retained")

    def test_only_the_manager_waives_a_deposit_with_a_reason(self):
        loan = self._sign(self._create_loan(self.model, start=0, reserve=True))
        deposit = loan.deposit_id
        with self.assertRaisesRegex(UserError, "E-LOAN-35"):
            deposit.with_user(self.agent)._waive("Known for years")
        with self.assertRaisesRegex(UserError, "E-LOAN-35"):
            deposit._waive("  ")
        manager = self._create_user("boss", MANAGER)
        wizard = self.env["regie.loan.deposit.waive"].with_user(manager)
        wizard.create({"deposit_id": deposit.id, "reason": "Known for years"}).action_confirm()
        self.assertEqual((deposit.state, deposit.waived_by_id), ("waived", manager))

    def test_facts_of_a_deposit_are_not_written_by_hand(self):
        deposit = self._lend(self.model).deposit_id.with_user(self.agent)
        for vals in ({"amount": 1}, {"date_settled": "2026-01-01"}, {"amount_retained": 5}, {"state": "released"}):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "FACT-01"):
                deposit.write(vals)

    def test_agent_creates_the_deposit_at_the_amount_of_the_tools(self):
        loan = self._create_loan(self.model, start=0, reserve=True).with_user(self.agent)
        deposit = self.env["regie.loan.deposit"].with_user(self.agent).create({"loan_id": loan.id})
        self.assertEqual(deposit.amount, 80)
        self.assertEqual(deposit.account_code, "165")
