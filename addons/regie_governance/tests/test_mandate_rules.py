from datetime import date

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMandateRules(GovernanceCase):
    """Who may sit, how many, in what function, for how long: each rule from both sides."""

    def _set_seat(self, college="HAB", organ=None, **vals):
        return self.env["regie.statutes.seat"].create(
            {
                "statutes_id": self.statutes.id,
                "organ_id": (organ or self.board).id,
                "college_id": self.colleges[college].id,
                **vals,
            }
        )

    # GOV-010

    def test_college_takes_its_last_seat_and_not_one_more(self):
        self._set_seat(seats_max=2)
        self._create_mandate()
        self._create_mandate()
        with self.assertRule(r"3 seats taken out of 2 in the Board.*GOV-010"):
            self._create_mandate()

    def test_seat_left_is_a_seat_to_take(self):
        self._set_seat(seats_max=1)
        mandate = self._create_mandate()
        mandate._end(date(2026, 3, 31), "resignation")
        self._create_mandate(date_start="2026-04-01")
        with self.assertRule("GOV-010"):
            self._create_mandate(date_start="2026-03-31")

    def test_seats_are_counted_on_the_fullest_day_only(self):
        """Two who follow each other never sit together with a third one: two seats are enough for the three."""
        self._set_seat(seats_max=2)
        first, _second = self._create_mandate(date_end="2025-06-30"), self._create_mandate(date_start="2025-07-01")
        self._create_mandate(date_start="2025-01-01")
        with self.assertRule("GOV-010"):
            first.date_end = "2025-07-01"

    def test_several_seats_taken_at_once_are_counted_together(self):
        self._set_seat(seats_max=1)
        members = [self._create_member(), self._create_member()]
        role = self._role("administrator").id
        with self.assertRule("GOV-010"):
            self.env["regie.mandate"].create(
                [{"membership_id": one.id, "organ_id": self.board.id, "role_id": role} for one in members]
            )

    def test_college_that_may_not_sit_has_no_seat(self):
        self._set_seat("BAI", self.bureau, is_allowed=False)
        with self.assertRule(r"1 seats taken out of 0.*GOV-010"):
            self._create_mandate(college="BAI", organ=self.bureau, role="member")

    def test_member_who_changes_college_needs_a_seat_there(self):
        self._set_seat("PAR", seats_max=1)
        self._create_mandate(college="PAR")
        mandate = self._create_mandate()
        with self.assertRule("GOV-010"):
            mandate.membership_id.college_id = self.colleges["PAR"]

    def test_suspended_seat_is_still_taken(self):
        self._set_seat(seats_max=1)
        self._create_mandate().action_suspend()
        with self.assertRule("GOV-010"):
            self._create_mandate()

    # GOV-011

    def test_holders_of_many_functions_are_looked_for_at_once(self):
        member = self._create_member()
        roles = self.env["regie.mandate.role"].concat(*map(self._role, ("president", "treasurer", "secretary")))
        changes = [
            (
                self.env["regie.mandate"],
                {"organ_id": organ.id, "role_id": role.id, "membership_id": member.id, "date_start": "2026-01-01"},
            )
            for organ in self.board | self.bureau
            for role in roles
        ]
        roles.fetch(["is_unique"])
        with self.assertQueryCount(1):
            self.env["regie.mandate"]._refuse_second_holders(changes)

    def test_second_president_is_refused_with_the_name_of_the_first(self):
        first = self._create_mandate(role="president")
        with self.assertRule(f"{first.partner_id.name} since .*GOV-011"):
            self._create_mandate(role="president", date_start="2026-01-01")
        other = self._create_mandate()
        with self.assertRule("GOV-011"):
            other.role_id = self._role("president")

    def test_second_vice_president_is_welcome(self):
        self._create_mandate(role="vice_president")
        self.assertTrue(self._create_mandate(role="vice_president"))

    def test_president_follows_the_one_who_left(self):
        self._create_mandate(role="president", date_end="2026-01-31")
        self.assertTrue(self._create_mandate(role="president", date_start="2026-02-01"))

    @mute_logger("odoo.sql_db")
    def test_postgresql_itself_refuses_a_second_president(self):
        self._create_mandate(role="president")
        other = self._create_mandate()
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self.cr.execute(
                "UPDATE regie_mandate SET role_id = %s, is_role_unique = TRUE WHERE id = %s",
                [self._role("president").id, other.id],
            )

    @mute_logger("odoo.sql_db")
    def test_person_sits_once_for_a_member(self):
        mandate = self._create_mandate()
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.cr.savepoint():
            self._create_mandate(mandate.membership_id)

    # GOV-012, GOV-013

    def test_employee_does_not_sit_in_the_bureau(self):
        with self.assertRule("GOV-012"):
            self._create_mandate(organ=self.bureau, role="member", is_employee_declared=True)
        with self.assertRule("GOV-012"):
            self._create_mandate(organ=self.bureau, role="member", college="SAL")
        with self.assertRule("GOV-012"):
            self._create_mandate(role="treasurer", is_employee_declared=True)

    def test_employee_sits_in_the_board_and_resident_employee_counts(self):
        mandate = self._create_mandate(is_employee_declared=True)
        self.assertTrue(mandate.is_employee)
        self.assertTrue(self._create_mandate(college="SAL").is_employee)
        self.assertFalse(self._create_mandate().is_employee)
        with self.assertRule("GOV-012"):
            self._create_mandate(mandate.membership_id, organ=self.bureau, role="member", is_employee_declared=True)

    def test_employees_beyond_the_quarter_are_told_and_not_refused(self):
        for _number in range(3):
            self._create_mandate()
        self._create_mandate(college="SAL")
        self.assertFalse(self.board.warning, "a quarter is accepted")
        mandate = self._create_mandate(is_employee_declared=True)
        self.board.invalidate_recordset()
        self.assertIn("2/5 = 40 %, beyond 1/4. (GOV-013)", self.board.warning)
        self.assertEqual(mandate.organ_warning, self.board.warning)

    def test_college_beyond_its_share_is_told(self):
        self._set_seat("BAI", share_max=20)
        self._create_mandate(college="BAI")
        for _number in range(3):
            self._create_mandate()
        self.assertIn("1/4 = 25 %, beyond the share of 20 %", self.board.warning)
        self._create_mandate()
        self.board.invalidate_recordset()
        self.assertFalse(self.board.warning)

    # GOV-014

    def test_duration_of_the_statutes_is_proposed_and_is_a_limit(self):
        self.statutes.mandate_years = 3
        mandate = self._create_mandate(date_start="2025-06-20")
        self.assertEqual(mandate.date_end_planned, date(2028, 6, 19))
        mandate.date_end_planned = "2028-06-30"
        with self.assertRule(r"3 years \(statutes, art. \?\).*GOV-014"):
            mandate.date_end_planned = "2029-06-30"
        with self.assertRule("GOV-014"):
            mandate.date_end_planned = "2025-06-19"

    def test_who_is_designated_follows_the_term_of_another_body(self):
        mandate = self._create_mandate(college="COL", origin="designation")
        self.assertFalse(mandate.date_end_planned)

    def test_third_mandate_in_a_row_is_refused_when_two_are_allowed(self):
        self.statutes.write({"max_consecutive_mandates": 2, "mandate_gap_days": 90})
        member = self._create_member()
        self._create_mandate(member, date_start="2020-02-01", date_end="2022-12-31")
        self._create_mandate(member, date_start="2023-01-01", date_end="2025-12-31")
        with self.assertRule("GOV-014"):
            self._create_mandate(member, date_start="2026-01-01")
        with self.assertRule("GOV-014"):
            self._create_mandate(member, date_start="2026-04-01")
        self.assertTrue(self._create_mandate(member, date_start="2026-04-02"), "beyond the gap, it starts again")

    def test_cooptation_is_no_mandate_in_a_row(self):
        self.statutes.write({"max_consecutive_mandates": 1, "is_cooptation_allowed": True})
        member = self._create_member()
        self._create_mandate(member, date_start="2025-01-01", date_end="2025-06-15", origin="cooptation")
        self.assertTrue(self._create_mandate(member, date_start="2025-06-16"))

    # GOV-015

    def test_only_a_member_sits_in_the_name_of_a_member(self):
        for vals in (
            {"date_approved": False},
            {"date_end": "2024-12-31", "end_reason": "resignation"},
            {"date_suspended": "2024-06-01"},
            {"date_start": "2025-01-02"},
        ):
            with self.subTest(vals), self.assertRule("GOV-015"):
                self._create_mandate(self._create_member(**vals))

    def test_fee_is_asked_for_when_the_statutes_do(self):
        self.statutes.fee_condition = "paid"
        member, today = self._create_member(), Date.today()
        members = self.env.registry["regie.membership"]
        with self.subTest("unpaid"):
            self.patch(members, "_is_fee_paid", lambda self, date: dict.fromkeys(self, False))
            with self.assertRule("GOV-015"):
                self._create_mandate(member, date_start=today)
        with self.subTest("unpaid, no fee needed"):
            self.statutes.fee_condition = "none"
            self._create_mandate(member, date_start=today).unlink()
        with self.subTest("paid"):
            self.statutes.fee_condition = "paid"
            self.patch(members, "_is_fee_paid", lambda self, date: dict.fromkeys(self, True))
            self.assertTrue(self._create_mandate(member, date_start=today))

    # GOV-005

    def test_under_sixteen_administers_with_the_consent_kept_on_the_membership(self):
        child = self._create_member(self._create_person(regie_birth_date="2010-06-02"))
        with self.assertRule(r"is under 16.*GOV-005"):
            self._create_mandate(child, date_start="2026-06-01")
        consent = self.env["ir.attachment"].create({"name": "consent.pdf", "raw": b"signed"})
        child.write({"parental_consent_date": "2026-05-20", "parental_consent_attachment_ids": consent.ids})
        self.assertTrue(self._create_mandate(child, date_start="2026-06-01"))

    def test_sixteen_on_the_first_day_needs_no_consent(self):
        young = self._create_member(self._create_person(regie_birth_date="2010-06-01"))
        self.assertTrue(self._create_mandate(young, date_start="2026-06-01"))

    def test_child_gives_an_opinion_in_a_commission(self):
        child = self._create_member(self._create_person(regie_birth_date="2014-06-01"))
        commission = self._create_organ("COM", "commission")
        self.assertTrue(self._create_mandate(child, organ=commission, role="member", date_start="2026-06-01"))

    # GOV-016

    def test_cooptation_that_the_statutes_do_not_foresee_is_refused(self):
        with self.assertRule("GOV-016"):
            self._create_mandate(origin="cooptation")
        self.statutes.is_cooptation_allowed = True
        self.assertTrue(self._create_mandate(origin="cooptation").is_to_ratify)

    # Walls

    @freeze_time("2026-06-01")
    def test_secretary_seats_people_and_administrator_does_not(self):
        member = self._create_member()
        vals = {"membership_id": member.id, "organ_id": self.board.id, "role_id": self._role("administrator").id}
        with self.assertRaises(AccessError):
            self.env["regie.mandate"].with_user(self.reader).create(vals)
        mandate = self.env["regie.mandate"].with_user(self.secretary).create(vals)
        self.env.cr.precommit.run()
        self.assertEqual(mandate.with_user(self.reader).partner_id, member.partner_id)
        with self.assertRaises(AccessError):
            mandate.with_user(self.reader).action_suspend()
        mandate.with_user(self.secretary).action_suspend()
        self.assertTrue(mandate.is_suspended)

    def test_mandates_of_another_regie_are_not_seen(self):
        other = self._create_company()
        organ = self._create_organ("CA", "board", company=other)
        person = self._create_person()
        mandate = self.env["regie.mandate"].create(
            {"organ_id": organ.id, "partner_id": person.id, "role_id": self._role("administrator").id}
        )
        mandates = self.env["regie.mandate"].with_user(self.secretary)
        self.assertFalse(mandates.search([("id", "=", mandate.id)]))
