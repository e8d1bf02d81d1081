from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .common import LoanCase


class TestBooking(LoanCase):
    """A tool is booked, swapped, cancelled: one person has it at a time."""

    def test_booking_of_a_model_takes_the_unit_that_served_least(self):
        model = self._create_model(units=2)
        first, second = model.item_ids
        self._create_loan(first, start=1, reserve=True)
        loan = self._create_loan(model, start=20, reserve=True)
        self.assertEqual(loan.line_ids.item_id, second)
        self.assertEqual(loan.state, "reserved")
        self.assertRegex(loan.name, r"PRET-\d{4}-\d{4}")

    def test_last_unit_taken_says_that_none_is_free(self):
        model = self._create_model(units=1)
        self._create_loan(model, reserve=True)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"):
            self._create_loan(model, reserve=True)

    def test_tool_chosen_twice_names_it_and_its_period(self):
        item = self._create_item()
        self._create_loan(item, reserve=True)
        with self.assertRaisesRegex(ValidationError, rf"{item.number}.*E-LOAN-11"):
            self._create_loan(item, start=2, reserve=True)

    def test_next_loan_starts_at_the_end_of_the_buffer_and_not_before(self):
        item = self._create_item()
        first = self._create_loan(item, reserve=True)
        free = first.line_ids.date_free
        self.assertEqual(free, first.date_due + timedelta(hours=2))
        vals = {"date_out": free - timedelta(minutes=1), "date_due": free + timedelta(days=1)}
        with self.assertRaisesRegex(ValidationError, "E-LOAN-11"), self.cr.savepoint():
            self._create_loan(item, reserve=True, **vals)
        loan = self._create_loan(item, reserve=True, date_out=free, date_due=free + timedelta(days=1))
        self.assertEqual(loan.state, "reserved")

    def test_cancelled_booking_frees_its_unit(self):
        item = self._create_item()
        loan = self._create_loan(item, reserve=True)
        loan.action_cancel()
        self.assertEqual((loan.state, loan.line_ids.state), ("cancelled", "cancelled"))
        self.assertEqual(self._create_loan(item, reserve=True).state, "reserved")

    def test_kit_is_booked_piece_by_piece(self):
        sander, mask = self._create_model("Sander"), self._create_model("Mask")
        kit = self._create_kit(sander | mask)
        loan = self._create_loan()
        loan._add_kit(kit)
        loan.action_reserve()
        self.assertEqual(loan.line_ids.item_id, sander.item_ids | mask.item_ids)
        self.assertEqual(loan.line_ids.kit_id, kit)

    def test_kit_without_a_component_names_it(self):
        sander, mask = self._create_model("Sander"), self._create_model("Mask", units=0)
        loan = self._create_loan()
        loan._add_kit(self._create_kit(sander | mask))
        with self.assertRaisesRegex(ValidationError, "Sanding.*Mask.*E-LOAN-12"):
            loan.action_reserve()

    def test_return_before_departure_is_refused(self):
        now = fields.Datetime.now()
        with self.assertRaisesRegex(ValidationError, "E-LOAN-17"):
            self._create_loan(self._create_item(), date_out=now, date_due=now)

    def test_booking_without_a_tool_is_refused(self):
        with self.assertRaisesRegex(UserError, "E-LOAN-20"):
            self._create_loan(reserve=True)
