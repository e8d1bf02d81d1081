import doctest
from datetime import datetime

from odoo import Command
from odoo.exceptions import UserError, ValidationError

from ..tools import loan_fee
from .counter import CounterCase


class TestFees(CounterCase):
    """What a loan costs: days of the wall, the band of the borrower, consumables at their price."""

    def _policy(self, **vals):
        return self._create_policy(**{"fee_method": "per_day", "daily_fee": 2.5, "late_fee": 2, **vals})

    def test_examples_of_the_calculator_hold(self):
        self.assertEqual(doctest.testmod(loan_fee).failed, 0)

    def test_change_of_hour_neither_adds_nor_loses_a_day(self):
        model = self._create_model(policy=self._policy(max_start_days=900))
        for first, last, days in (
            ("2027-03-27 17:00", "2027-03-29 16:00", 2),
            ("2027-10-30 16:00", "2027-11-01 17:00", 2),
            ("2027-03-27 23:30", "2027-03-28 21:30", 1),
            ("2027-03-10 08:00", "2027-03-10 16:00", 1),
        ):
            with self.subTest(first=first):
                loan = self._create_loan(
                    model.item_ids, date_out=datetime.fromisoformat(first), date_due=datetime.fromisoformat(last)
                )
                self.assertEqual(loan.fee_amount, 2.5 * days)

    def test_band_of_the_borrower_lowers_the_fee_and_not_the_consumables(self):
        grid = self._create_grid()
        person = self._create_person()
        self._give_tier(person, grid.tier_ids.sorted("qf_min")[0])
        loan = self._create_loan(
            self._create_model(policy=self._policy()), partner=person, start=0, days=3, reserve=True
        )
        disc = self.env["product.product"].create({"name": "Disc", "list_price": 1.35})
        loan.consumable_ids = [Command.create({"product_id": disc.id, "quantity": 3})]
        self.assertEqual((loan.fee_amount, loan.consumable_amount, loan.total_amount), (2.25, 4.05, 6.30))

    def test_fee_is_kept_once_signed(self):
        policy = self._policy()
        loan = self._sign(self._create_loan(self._create_model(policy=policy), start=0, days=3, reserve=True))
        policy.daily_fee = 10
        self.assertEqual(loan.fee_amount, 7.5)
        disc = self.env["product.product"].create({"name": "Disc", "list_price": 1.35})
        with self.assertRaisesRegex(UserError, "E-LOAN-38"):
            loan.consumable_ids = [Command.create({"product_id": disc.id})]

    def test_flat_fee_is_by_tool_and_tier_may_not_apply(self):
        policy = self._policy(fee_method="flat", flat_fee=10, tier_applies=False)
        person = self._create_person()
        self._give_tier(person, self._create_grid().tier_ids.sorted("qf_min")[0])
        loan = self._create_loan(self._create_model(policy=policy), partner=person, days=5)
        self.assertEqual(loan.fee_amount, 10)

    def test_contract_is_a_rental_as_soon_as_a_fee_is_asked(self):
        free = self._create_loan(self._create_model())
        paid = self._create_loan(self._create_model(policy=self._policy()))
        self.assertEqual((free._is_rental(), paid._is_rental()), (False, True))

    def test_delay_is_paid_beyond_the_days_of_grace_up_to_the_worth_of_the_tool(self):
        for days, fee in ((1, 0), (2, 2), (5, 8), (100, 50)):
            with self.subTest(days=days):
                model = self._create_model(policy=self._policy(fee_method="free"), replacement_value=50)
                loan = self._move(self._lend(model, days=1), days + 1)
                self._give_back(loan)
                self.assertEqual((loan.line_ids.late_days, loan.late_amount), (days, fee))

    def test_payment_is_kept_and_not_asked_twice(self):
        loan = self._sign(self._create_loan(self._create_model(policy=self._policy()), start=0, days=2, reserve=True))
        self.assertEqual(loan.amount_due, 5)
        loan.action_pay()
        self.assertEqual((loan.amount_paid, loan.amount_due), (5, 0))
        with self.assertRaisesRegex(UserError, "E-LOAN-39"):
            loan.action_pay()

    def test_words_say_what_they_cannot_write(self):
        loans = self.env["regie.loan"]
        with self.assertRaisesRegex(ValidationError, "E-LOAN-19"):
            loans._get_words(-1)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-19"):
            loans._get_words(1.005)
        self.patch(__import__("odoo.addons.regie_base.tools.letters", fromlist=["x"]), "num2words", None)
        with self.assertRaisesRegex(UserError, "E-LOAN-18"):
            loans._get_words(1)
