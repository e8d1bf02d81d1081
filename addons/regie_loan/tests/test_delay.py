from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError, ValidationError

from .common import USER
from .counter import CounterCase


class TestDelay(CounterCase):
    """A tool is late: reminders, suspension, return."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls._create_person(email="awa@example.com")
        cls.today = fields.Date.today()

    def _late(self, days, **vals):
        return self._move(self._lend(self._create_model(), partner=self.person, days=1, **vals), days + 1)

    def _watch(self):
        with self.enter_registry_test_mode():
            self.env.ref("regie_loan.regie_loan_cron_remind").method_direct_trigger()

    def _mails(self, loan):
        return self.env["mail.mail"].search([("model", "=", "regie.loan"), ("res_id", "=", loan.id)])

    def _suspend(self, first, last=None):
        return self.env["regie.loan.suspension"].create(
            {
                "partner_id": self.person.id,
                "reason": "Rude",
                "date_from": self.today + timedelta(days=first),
                "date_end": last is not None and self.today + timedelta(days=last),
            }
        )

    def test_each_reminder_leaves_once(self):
        # mail_template_loan_before, mail_template_loan_late, mail_template_loan_last
        for days, level in ((-1, "before"), (1, "late"), (7, "last"), (30, "last")):
            with self.subTest(days=days):
                self.person = self._create_person(email=f"awa{days}@example.com")
                loan = self._late(days)
                self._watch()
                self._watch()
                self.assertEqual((loan.reminder, len(self._mails(loan))), (level, 1))
                self.assertEqual(self._mails(loan).recipient_ids, self.person)
                self.assertIn(loan.line_ids.item_id.number, self._mails(loan).body_html)

    def test_nothing_is_sent_on_the_day_of_the_return_nor_long_before(self):
        for days in (0, -2):
            # two borrowers: a tool that was due a moment ago keeps its own from booking
            loan = self._lend(self._create_model(), partner=self._create_person(email="awa@example.com"), days=2)
            self._move(loan, days + 2)
            self._watch()
            self.assertFalse(self._mails(loan))

    def test_renewed_loan_is_reminded_anew(self):
        loan = self._late(-1)
        self._watch()
        self._move(loan, 0)
        loan.line_ids.sudo().date_due += timedelta(days=2)
        self.assertFalse(loan._get_reminder_level(loan.line_ids.date_due, fields.Datetime.now()))
        self._move(loan, 2)
        loan.sudo().reminder_due = loan.reminder_due - timedelta(days=9)
        self._watch()
        self.assertEqual(len(self._mails(loan)), 2)

    def test_borrower_without_address_is_called(self):
        self.person.email = False
        loan = self._late(2)
        self._watch()
        self.assertEqual(loan.activity_ids.activity_type_id, self.env.ref("mail.mail_activity_data_call"))

    def test_week_of_delay_suspends_until_the_return_then_as_long_as_the_delay(self):
        loan = self._late(9)
        self._watch()
        self._watch()
        suspension = self.env["regie.loan.suspension"]._get_current(self.person)
        self.assertEqual((suspension.line_id, suspension.date_end), (loan.line_ids, False))
        self._give_back(loan)
        self.assertEqual(suspension.date_end, loan._get_local_date(fields.Datetime.now()) + timedelta(days=9))

    def test_suspension_is_never_longer_than_the_rule(self):
        loan = self._give_back(self._late(200))
        suspension = self.env["regie.loan.suspension"].search([("line_id", "=", loan.line_ids.id)])
        self.assertEqual((suspension.date_end - suspension.date_from).days, 60)

    def test_short_delay_suspends_nobody(self):
        loan = self._late(6)
        self._watch()
        self._give_back(loan)
        self.assertFalse(self.env["regie.loan.suspension"].search([("partner_id", "=", self.person.id)]))

    def test_suspension_blocks_until_its_last_day_and_not_after(self):
        suspension = self._suspend(-10, 0)
        with self.assertRaisesRegex(ValidationError, "Rude.*E-LOAN-02"), self.cr.savepoint():
            self._create_loan(self._create_model(), partner=self.person, reserve=True)
        suspension.date_end = self.today - timedelta(days=1)
        self.assertFalse(suspension.is_current)
        self.assertEqual(self._create_loan(self._create_model(), partner=self.person, reserve=True).state, "reserved")

    def test_lifted_or_future_suspension_does_not_block(self):
        self._suspend(5, 10)
        lifted = self._suspend(-1)
        with self.assertRaisesRegex(UserError, "E-LOAN-30"):
            lifted.with_user(self._create_user("keeper", USER)).action_lift()
        lifted.action_lift()
        self.assertEqual(lifted.lifted_by_id, self.env.user)
        self.assertFalse(self.env["regie.loan.suspension"]._get_current(self.person))
        self.assertFalse(self.env["regie.loan.suspension"].search([("is_current", "=", True)]))

    def test_longest_suspension_is_told(self):
        self._suspend(-5, 3)
        longest = self._suspend(-5)
        self.assertEqual(self.env["regie.loan.suspension"]._get_current(self.person), longest)

    def test_regular_and_electrical_checks_are_planned_once(self):
        model = self._create_model(maintenance_months=6, electrical_months=12)
        item = model.item_ids
        item.date_electrical = fields.Date.subtract(self.today, months=13)
        self.env.cr.execute("UPDATE regie_loan_item SET create_date = '2020-01-01' WHERE id = %s", [item.id])
        item.invalidate_recordset()
        cron = self.env.ref("regie_loan.regie_loan_item_cron_maintain")
        for _run in range(2):
            with self.enter_registry_test_mode():
                cron.method_direct_trigger()
        self.assertEqual(len(item.maintenance_ids), 2)
        with self.assertRaisesRegex(ValidationError, "E-LOAN-07"):
            self._create_loan(item, reserve=True)
        done = self.env["maintenance.stage"].search([("done", "=", True)])[:1]
        item.maintenance_ids.stage_id = done
        self.assertEqual(item.date_electrical, self.today)
        self.assertEqual(self._create_loan(item, reserve=True).state, "reserved")
