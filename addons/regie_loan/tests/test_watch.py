from datetime import timedelta

from odoo import fields

from .common import LoanCase


class TestWatch(LoanCase):
    """What the hourly watch does with the absent, the late and those who come next. Each run twice."""

    def _watch(self):
        cron = self.env.ref("regie_loan.regie_loan_cron_watch")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def _came_days_ago(self, loan, days):
        now = fields.Datetime.now().replace(microsecond=0)
        loan.sudo().write({"date_out": now - timedelta(days=days), "date_due": now + timedelta(days=3 - days)})

    def test_tool_that_nobody_collected_is_free_after_a_day(self):
        item = self._create_item()
        absent, recent = self._create_loan(item, reserve=True), self._create_loan(self._create_item(), reserve=True)
        self._came_days_ago(absent, 2)
        self._came_days_ago(recent, 0.5)
        self._watch()
        self.assertEqual((absent.state, absent.line_ids.state), ("no_show", "no_show"))
        self.assertEqual(recent.state, "reserved")
        self.assertEqual(self._create_loan(item, reserve=True).state, "reserved")

    def test_late_tool_is_kept_from_others_until_now(self):
        item = self._create_item()
        late = self._hand_over(self._create_loan(item, reserve=True), days_ago=5)
        self._watch()
        self.assertEqual(late.state, "overdue")
        self.assertGreaterEqual(late.line_ids.date_free, fields.Datetime.now() - timedelta(minutes=1))

    def test_who_comes_next_gets_another_unit(self):
        model = self._create_model(units=2)
        first, second = model.item_ids
        self._hand_over(self._create_loan(first, reserve=True), days_ago=5)
        loan = self._create_loan(first, start=0.5, reserve=True)
        self._watch()
        self.assertEqual(loan.line_ids.item_id, second)
        self.assertFalse(loan.line_ids.date_warned)

    def test_who_comes_next_is_warned_once_without_another_unit(self):
        item = self._create_item()
        self._hand_over(self._create_loan(item, reserve=True), days_ago=5)
        loan = self._create_loan(item, start=0.5, partner=self._create_person(email="next@example.com"), reserve=True)
        self._watch()
        mails = self.env["mail.mail"].search([("model", "=", "regie.loan"), ("res_id", "=", loan.id)])
        self.assertEqual(len(mails.filtered(lambda mail: loan.partner_id in mail.recipient_ids)), 1)
        self.assertTrue(loan.line_ids.date_warned)
        self.assertEqual(len(loan.activity_ids), 1)

    def test_late_tool_meets_the_next_booking_without_an_overlap(self):
        item = self._create_item()
        late = self._hand_over(self._create_loan(item, reserve=True), days_ago=5)
        following = self._create_loan(item, start=1, reserve=True)
        now = fields.Datetime.now().replace(microsecond=0)
        late.line_ids.sudo().date_held = now - timedelta(days=1)
        self.env.flush_all()
        following.sudo().write({"date_out": now - timedelta(hours=3)})
        self._watch()
        self.assertEqual(late.line_ids.date_free, following.line_ids.date_out)

    def test_wait_for_days_that_are_past_ends_and_the_next_one_is_told(self):
        loan = self._create_loan(self._create_model(), reserve=True)
        vals = {"model_id": loan.line_ids.model_id.id, "date_out": loan.date_out, "date_due": loan.date_due}
        people = [self._create_person(name, email=f"{name}@example.com") for name in ("Lina", "Ali", "Zoé")]
        past, first, second = self.env["regie.loan.wait"].create([{**vals, "partner_id": one.id} for one in people])
        now = fields.Datetime.now()
        past.write({"date_out": now - timedelta(days=5), "date_due": now - timedelta(days=4)})
        loan.action_cancel()
        self.assertTrue(first.date_told)
        first.sudo().date_told = now - timedelta(days=2)
        self._watch()
        self.assertTrue(past.date_ended)
        self.assertEqual(second.state, "told")
