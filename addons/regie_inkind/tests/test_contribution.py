from psycopg2.errors import CheckViolation

from odoo.exceptions import UserError, ValidationError
from odoo.tools import mute_logger

from .common import InkindCase


class TestContribution(InkindCase):
    """From what was given to its value."""

    def test_premises_are_worth_their_rent(self):
        premises = self._create_premises(6000)
        self.assertEqual((premises.amount, premises.state, premises.rate_id.id), (6000, "validated", False))

    def test_contribution_without_a_value_is_not_validated(self):
        premises = self._create_premises(0, validated=False)
        with self.assertRaisesRegex(UserError, "FIN-039"):
            premises.action_validate()

    def test_statutory_meetings_are_counted_and_worth_nothing(self):
        meeting = self._create_time(3, is_valued=False)
        self.assertEqual((meeting.amount, meeting.state), (0, "validated"))

    def test_person_has_twenty_four_hours_a_day(self):
        with self.assertRaisesRegex(ValidationError, "FIN-031"), self.cr.savepoint():
            self._create_time(25)
        self._create_time(40, person_count=12)
        person = self._create_partner("Fatou Diallo", is_company=False)
        self._create_time(20, partner_id=person.id)
        with self.assertRaisesRegex(ValidationError, "FIN-031"):
            self._create_time(5, partner_id=person.id)

    def test_hours_of_a_month_hold_in_its_days(self):
        with self.assertRaisesRegex(ValidationError, "FIN-031"):
            self._create_time(745, day="2026-03-01", date_to="2026-03-31", validated=False)

    @mute_logger("odoo.sql_db")
    def test_nothing_is_not_a_contribution(self):
        with self.assertRaises(CheckViolation), self.cr.savepoint():
            self._create_premises(quantity=0, validated=False).flush_recordset()

    def test_contribution_runs_within_one_exercise(self):
        with self.assertRaisesRegex(UserError, "FIN-039"):
            self._create_premises(date_from="2025-07-01", date_to="2026-06-30")

    def test_validated_contribution_is_neither_changed_nor_deleted(self):
        done = self._create_time()
        for act in (lambda: done.write({"quantity": 5}), done.unlink):
            with self.assertRaisesRegex(UserError, "FIN-035"), self.cr.savepoint():
                act()
        done.action_reopen()
        done.quantity = 5
        done.action_validate()
        self.assertEqual(done.amount, 60)

    def test_value_is_not_forged(self):
        lines = self.env["regie.inkind.contribution"].with_user(self.accountant)
        for forged in ({"amount": 9000}, {"date_validated": "2026-03-14"}, {"state": "booked"}):
            with self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
                lines.create({"name": "Forged", "nature_id": self.volunteer.id, "quantity": 1, **forged})

    def test_draft_shows_what_it_will_be_worth(self):
        self.assertEqual(self._create_time(10, validated=False).amount_expected, 120)

    def test_hundred_hours_are_validated_with_the_rates_read_once(self):
        lines = self.env["regie.inkind.contribution"].union(
            *(self._create_time(1, day=f"2026-03-{1 + number % 28:02}", validated=False) for number in range(30))
        )
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(70):
            lines.action_validate()
        self.assertEqual(sum(lines.mapped("amount")), 360)
