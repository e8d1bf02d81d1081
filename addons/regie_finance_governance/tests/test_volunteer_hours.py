from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError

from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_participation.tests.common import ParticipationCase


@freeze_time("2026-11-20 10:00:00")
class TestVolunteerHours(FinanceBuilders, ParticipationCase):
    """The hours that volunteers gave become contributions in kind: once each, without their names."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()
        cls.accountant = cls._create_user("accountant", "group_role_accountant")
        cls.policy = cls.env["regie.inkind.policy"].create({"exercise_id": cls.exercise.id})
        rate = cls.env["regie.valuation.rate"].create(
            {
                "method": "replacement",
                "amount": 12,
                "date_from": "2026-01-01",
                "deliberation": "Board of 12 January",
                "date_deliberation": "2026-01-12",
            }
        )
        rate.action_approve()
        cls.volunteer = cls._create_volunteer()

    def _give(self, hours, day, volunteer=None, validated=True, **vals):
        times = self._give_time(volunteer or self.volunteer, hours, validated=False, **{"date": day, **vals})
        if validated:
            times.action_validate()
        return times

    def _take(self):
        action = self.policy.with_user(self.accountant).action_take_volunteer_hours()
        return self.env["regie.inkind.contribution"].search(action["domain"], order="date_from")

    def test_month_of_an_activity_is_one_contribution_at_the_rate_of_its_days(self):
        self._give(2, date(2026, 10, 3))
        self._give(3, date(2026, 10, 17), volunteer=self._create_volunteer())
        self._give(4, date(2026, 11, 3))
        october, november = self._take()
        self.assertEqual((october.quantity, october.person_count, november.quantity), (5, 2, 4))
        self.assertEqual((october.date_from, october.date_to), (date(2026, 10, 3), date(2026, 10, 17)))
        self.assertFalse(october.partner_id)
        october.with_user(self.accountant).action_validate()
        self.assertEqual(october.amount, 60)

    def test_hour_is_taken_once(self):
        self._give(2, date(2026, 10, 3))
        self._take()
        with self.assertRaisesRegex(UserError, "FIN-039"), self.cr.savepoint():
            self._take()
        self._give(1, date(2026, 10, 4))
        self.assertEqual(self._take().quantity, 1)

    def test_statutory_meetings_and_hours_to_validate_stay_out(self):
        self._give(3, date(2026, 10, 3), category="governance")
        self._give(3, date(2026, 10, 4), validated=False)
        self._give(2, date(2026, 10, 5))
        self.assertEqual(self._take().mapped("quantity"), [2])

    def test_deleted_draft_frees_its_hours(self):
        self._give(2, date(2026, 10, 3))
        self._take().unlink()
        self.assertEqual(self._take().quantity, 2)

    def test_hours_of_a_contribution_are_not_reopened(self):
        time = self._give(2, date(2026, 10, 3))
        self._take()
        with self.assertRaisesRegex(UserError, "FIN-035"):
            time.action_reopen()

    def test_contribution_of_hours_is_not_written_by_hand(self):
        time = self._give(2, date(2026, 10, 3))
        user = self._create_user("both", "group_role_accountant", "regie_governance.group_governance_secretary")
        with self.assertRaisesRegex(UserError, "FACT-01"):
            time.with_user(user).inkind_contribution_id = False

    def test_coefficient_of_the_category_multiplies_the_rate(self):
        self.env["regie.parameter"].search([("code", "=", "benevolat_coefficient")]).unlink()
        self._create_parameter("benevolat_coefficient", 1.5, kind="garden")
        self._give(2, date(2026, 10, 3))
        taken = self._take()
        taken.action_validate()
        self.assertEqual(taken.amount, 36)

    def test_exercise_that_records_nothing_takes_nothing(self):
        self._give(2, date(2026, 10, 3))
        self.policy.write({"is_recorded": False, "reason": "Not counted all year."})
        with self.assertRaisesRegex(UserError, "FIN-036"):
            self._take()
