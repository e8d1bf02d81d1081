from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .counter import CounterCase


@tagged("post_install", "-at_install")
class TestCounterTour(CounterCase, HttpCase):
    """A loan at the counter, from its booking to a late return."""

    def test_counter_tour(self):
        keeper = self._create_user("tool_keeper_tour", "regie_loan.group_role_tool_keeper")
        sander = self._create_model("Sander", units=0, deposit=80)
        drill = self._create_model("Drill", units=0, policy=self._create_policy(late_fee=2, grace_days=1))
        booked = self._create_loan(
            self._create_item(sander, number="TOUR-1", barcode="T-TOUR-1"),
            partner=self._create_person("Awa Tour", barcode="C-TOUR-1"),
            start=0,
            reserve=True,
        )
        late = self._move(
            self._lend(
                self._create_item(drill, number="TOUR-2", barcode="T-TOUR-2"),
                partner=self._create_person("Lina Tour"),
                days=1,
            ),
            9,
        )
        self.start_tour("/odoo/regie-loan-counter", "regie_loan_counter_tour", login=keeper.login, timeout=120)
        self.assertEqual((booked.state, booked.deposit_id.state), ("out", "held"))
        self.assertEqual(booked.deposit_id.method, "cheque")
        self.assertEqual((late.state, late.line_ids.late_days, late.late_amount), ("closed", 8, 14))
        suspension = self.env["regie.loan.suspension"]._get_current(late.partner_id)
        self.assertEqual(suspension.date_end, late._get_local_date(fields.Datetime.now()) + timedelta(days=8))
