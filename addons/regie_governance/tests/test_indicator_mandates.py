from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.regie_base.tools.scope import Scope

from .common import GovernanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-01 10:00:00")
class TestIndicatorMandates(GovernanceCase):
    """The figures of those who direct the association, and the training of the administrators."""

    def _result(self, code, user=None, **scope):
        indicator = self.env.ref(f"regie_governance.indicator_{code}").with_user(user or self.env.user)
        return indicator._compute_result(Scope.for_year(self.company, date(2026, 6, 1), **scope))

    def _value(self, code, user=None):
        return self._result(code, user).value

    def test_board_where_nobody_sits_has_no_figure(self):
        for code in (
            *("board_inhabitants_share", "founding_colleges", "new_inhabitant_directors"),
            *("director_training_hours", "board_women_share", "board_under30_share"),
        ):
            self.assertIsNone(self._value(code), code)

    def test_share_of_inhabitants_counts_those_who_vote(self):
        for college in ("HAB", "HAB", "HAB", "COL", "BAI"):
            self._create_mandate(college=college)
        self._create_mandate(date_end="2026-03-01")
        self.assertEqual(self._value("board_inhabitants_share"), 60)
        self.assertEqual(self._value("founding_colleges"), 3)
        self.colleges["BAI"].voice = "consultative"
        self.assertEqual(self._value("board_inhabitants_share"), 75)
        self.assertEqual(self._value("founding_colleges"), 2)
        self.assertEqual(self._result("board_inhabitants_share").source_count, 4)

    def test_figure_of_the_board_is_not_that_of_a_territory(self):
        self._create_mandate()
        result = self._result("board_inhabitants_share", territory=self._create_territory())
        self.assertEqual(result.reason, "no_scope")

    def test_renewal_counts_first_mandates_of_the_last_three_years(self):
        old = self._create_mandate(date_start="2020-06-01", date_end="2023-05-31")
        self._create_mandate(old.membership_id, date_start="2024-06-01")
        self._create_mandate(date_start="2025-06-01")
        self.assertEqual(self._value("new_inhabitant_directors"), 50)
        self.env["regie.statutes.seat"].create(
            {
                "statutes_id": self.statutes.id,
                "organ_id": self.board.id,
                "college_id": self.colleges["HAB"].id,
                "seats_max": 4,
            }
        )
        self.assertEqual(self._value("new_inhabitant_directors"), 25)

    def test_training_hours_are_those_of_inhabitants_of_the_board(self):
        first, _second = self._create_mandate(), self._create_mandate()
        landlord = self._create_mandate(college="BAI")
        self.assertIsNone(self._value("director_training_hours"), "nothing was recorded yet: not 0")
        session = self.env["regie.mandate.training.session"].with_user(self.secretary)
        session = session.create(
            {
                "name": "Read the accounts",
                "hours": 7,
                "date": "2026-03-14",
                "partner_ids": [Command.set((first | landlord).partner_id.ids)],
            }
        )
        session.action_record()
        trainings = self.env["regie.mandate.training"].search([("name", "=", "Read the accounts")])
        self.assertEqual(trainings.mandate_id, first | landlord)
        self.assertEqual(self._value("director_training_hours"), 3.5)
        self.assertEqual(first.training_hours, 7)
        trainings.date = "2025-03-14"
        self.assertEqual(self._value("director_training_hours"), 0)

    def test_session_offers_everybody_who_sits_and_asks_for_somebody(self):
        mandate = self._create_mandate()
        self._create_mandate(date_end="2026-01-01")
        session = self.env["regie.mandate.training.session"].create(
            {"name": "Chair a meeting", "hours": 2, "organ_id": self.board.id}
        )
        with self.assertRule("Choose who followed"):
            session.action_record()
        session.action_add_all()
        self.assertEqual(session.partner_ids, mandate.partner_id)

    def test_board_member_reads_trainings_and_does_not_write_them(self):
        training = self.env["regie.mandate.training"].create(
            {"name": "Accounts", "hours": 3, "partner_id": self._create_mandate().partner_id.id}
        )
        self.assertEqual(training.with_user(self.reader).hours, 3)
        with self.assertRaises(AccessError):
            training.with_user(self.reader).hours = 30

    def test_women_and_young_people_are_counted_among_those_who_said(self):
        for gender, birth in (("female", "1990-01-01"), ("female", "2000-01-01"), ("male", False), (False, False)):
            self._create_mandate(self._create_member(self._create_person(regie_gender=gender, regie_birth_date=birth)))
        self.assertAlmostEqual(self._value("board_women_share", self.secretary), 200 / 3)
        self.assertEqual(self._value("board_under30_share", self.secretary), 50)

    def test_board_member_does_not_read_who_is_a_woman(self):
        self._create_mandate(self._create_member(self._create_person(regie_gender="female")))
        self.assertEqual(self._result("board_women_share", self.reader).reason, "no_access")
