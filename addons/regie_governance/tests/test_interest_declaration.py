from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tools.scope import Scope

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestInterestDeclaration(GovernanceCase):
    """Each person who sits declares every year; a signed declaration is kept as it is."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.declarations = cls.env["regie.interest.declaration"]
        cls.seat = cls._create_mandate(date_start="2026-01-10")
        cls.fatou = cls.seat.partner_id
        cls.practices = cls.env["regie.good.practice"].search([("kind", "=", "practice")])

    def _draft(self, *names, person=None, **vals):
        lines = [(0, 0, {"interest_name": name}) for name in names]
        person = person or self.fatou
        return self.declarations.create({"partner_id": person.id, "line_ids": lines, **vals})

    # States
    @freeze_time("2026-03-01")
    def test_declaration_goes_from_draft_to_expired_by_its_dates(self):
        declaration = self._draft("Unknown company")
        self.assertEqual(declaration.state, "draft")
        declaration._sign("Fatou Sow")
        self.assertEqual((declaration.state, declaration.date_end), ("submitted", Date.to_date("2027-02-28")))
        declaration.line_ids.is_outside = True
        declaration.action_validate()
        self.assertEqual(declaration.state, "validated")
        for state in ("draft", "submitted", "validated", "expired"):
            self.assertEqual(
                declaration in self.declarations.search([("state", "=", state)]), state == "validated", state
            )
        with freeze_time("2027-02-28"):
            declaration.invalidate_recordset()
            self.assertEqual(declaration.state, "validated")
        with freeze_time("2027-03-01"):
            declaration.invalidate_recordset()
            self.assertEqual(declaration.state, "expired")
            self.assertIn(declaration, self.declarations.search([("state", "=", "expired")]))

    def test_signing_asks_for_interests_or_for_none(self):
        draft = self._draft()
        with self.assertRaisesRegex(UserError, "tick that you have none"):
            draft._sign("Fatou")
        draft.is_without_interest = True
        with self.assertRaisesRegex(UserError, "Type your name"):
            draft._sign("   ")
        draft.line_ids = [(0, 0, {"interest_name": "Company"})]
        with self.assertRaisesRegex(UserError, "at once"):
            draft._sign("Fatou")
        draft.line_ids.unlink()
        draft._sign("Fatou")
        self.assertEqual((draft.state, draft.signed_name), ("submitted", "Fatou"))

    def test_signed_declaration_no_longer_changes(self):
        declaration = self._declare_interest(self.fatou, self._create_body())
        line = declaration.line_ids
        for act in (
            lambda: declaration.write({"is_without_interest": True}),
            lambda: declaration.write({"date": "2026-02-02"}),
            lambda: declaration.write({"line_ids": [(0, 0, {"interest_name": "New"})]}),
            lambda: declaration.write({"line_ids": [(2, line.id)]}),
            lambda: self.env["regie.interest.line"].create({"declaration_id": declaration.id, "interest_name": "New"}),
            lambda: line.write({"amount_band": "high"}),
            lambda: line.write({"interest_name": "Another name"}),
            line.unlink,
            declaration.unlink,
            lambda: declaration._sign("Again"),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                act()
        self.assertTrue(line.exists())

    def test_secretary_says_who_is_meant_in_a_signed_declaration(self):
        draft = self._draft("A company that nobody knows")
        draft._sign("Fatou")
        received = draft.with_user(self.secretary)
        with self.assertRaisesRegex(UserError, "A company that nobody knows"):
            received.action_validate()
        company = self._create_body()
        received.write({"line_ids": [(1, draft.line_ids.id, {"interest_partner_id": company.id})]})
        received.action_validate()
        self.assertEqual((draft.state, draft.line_ids.interest_partner_id), ("validated", company))

    def test_draft_is_not_received(self):
        with self.assertRaisesRegex(UserError, "has not signed"):
            self._draft("Company").action_validate()

    def test_name_that_only_one_contact_bears_is_matched(self):
        one = self._create_body("Menuiserie 100% bois")
        self._create_body("Twin"), self._create_body("twin")
        draft = self._draft(" menuiserie 100% BOIS ", "Twin", "Menuiserie 100_ bois", "Nobody")
        draft._sign("Fatou")
        self.assertEqual(draft.line_ids.mapped("interest_partner_id"), one)
        self.assertEqual(draft.unmatched_count, 3)

    @mute_logger("odoo.sql_db")
    def test_person_has_one_declaration_to_fill_in(self):
        self._draft()
        with self.assertRaisesRegex(Exception, "draft_uniq"), self.env.cr.savepoint():
            self._draft()

    # Who reads (7.2)
    def test_interests_are_read_by_the_person_the_secretary_and_the_president(self):
        mine = self._declare_interest(self.reader.partner_id, self._create_body(), amount_band="high")
        other = self._declare_interest(self.fatou, self._create_body())
        self.env.flush_all()
        seen = self.declarations.with_user(self.reader).search([("id", "in", (mine | other).ids)])
        self.assertEqual(seen, mine)
        self.assertEqual(seen.line_ids.amount_band, "high")
        with self.assertRaises(AccessError):
            other.line_ids.with_user(self.reader).read(["interest_name"])
        for user in (self.secretary, self.president):
            self.assertEqual(other.line_ids.with_user(user).read(["amount_band"])[0]["amount_band"], "none")

    def test_consultant_and_people_outside_governance_read_none(self):
        declaration = self._declare_interest(self.fatou, self._create_body())
        for user in (
            self._create_user("consultant", "base.group_portal"),
            self._create_user("cashier", "group_role_cashier"),
        ):
            with self.assertRaises(AccessError):
                declaration.with_user(user).read(["date"])
            with self.assertRaises(AccessError):
                declaration.line_ids.with_user(user).read(["amount_band"])

    def test_reader_changes_nothing_and_reads_no_token(self):
        mine = self._draft(person=self.reader.partner_id)
        with self.assertRaises(AccessError):
            mine.with_user(self.reader).write({"is_without_interest": True})
        for user in (self.reader, self.secretary, self.president):
            with self.assertRaises(AccessError):
                mine.with_user(user).read(["access_token"])

    # Due dates
    @freeze_time("2026-01-20")
    def test_declaration_is_due_within_thirty_days_of_a_mandate(self):
        self.assertEqual(self._due(), Date.to_date("2026-02-09"))

    def _due(self, day=None):
        return self.declarations._get_due_dates(self.company, day or Date.today()).get(self.fatou.id)

    @freeze_time("2026-06-01")
    def test_declaration_is_due_at_the_end_of_the_former_or_after_a_new_mandate(self):
        self._declare_interest(self.fatou, self._create_body())
        self.assertEqual(self._due(), Date.to_date("2027-01-14"), "declared since the mandate started")
        self._create_mandate(self.seat.membership_id, organ=self.bureau, date_start="2026-05-20")
        self.assertEqual(self._due(), Date.to_date("2026-06-19"), "a new mandate since then")

    @freeze_time("2026-06-01")
    def test_nobody_declares_for_a_commission_or_once_they_left(self):
        commission = self._create_organ("COM", "commission")
        member = self._create_mandate(organ=commission).partner_id
        self.seat.write({"date_end": "2026-05-01", "end_reason": "resignation"})
        due = self.declarations._get_due_dates(self.company, Date.today())
        self.assertFalse({member.id, self.fatou.id} & due.keys())

    def test_delays_are_parameters_of_the_regie(self):
        self.env["regie.parameter"].create(
            [
                {
                    "code": code,
                    "name": code,
                    "value": value,
                    "date_from": "2020-01-01",
                    "source": "Board",
                    "company_id": self.company.id,
                }
                for code, value in (("interest_first_days", 10), ("interest_months", 6))
            ]
        )
        self.assertEqual(self._due(Date.to_date("2026-01-20")), Date.to_date("2026-01-20"))
        self.assertEqual(self._declare_interest(self.fatou, self._create_body()).date_end, Date.to_date("2026-07-14"))

    def _run_cron(self):
        for _twice in range(2):
            cron = self.env.ref("regie_governance.regie_interest_declaration_cron_remind")
            with self.enter_registry_test_mode():
                self.assertIs(cron.method_direct_trigger(), True)

    def _mails(self):
        return self.env["mail.mail"].search([("recipient_ids", "in", self.fatou.ids)])

    def test_person_is_asked_then_reminded_then_the_president_is_warned(self):
        self._create_mandate(self._create_member(self.president.partner_id), role="president")
        with freeze_time("2026-01-20"):
            self._run_cron()
            draft = self.declarations.search([("partner_id", "=", self.fatou.id)])
            self.assertEqual((draft.state, draft.date_due), ("draft", Date.to_date("2026-02-09")))
            self.assertEqual(len(self._mails()), 1, "asked once, with the template mail_template_interest_declaration")
            self.assertIn(f"/my/interests/{draft.id}?access_token=", self._mails().body_html)
        with freeze_time("2026-02-09"):
            self._run_cron()
            self.assertEqual(len(self._mails()), 2, "mail_template_interest_declaration_due on the day")
            self.assertFalse(draft.activity_ids)
            self.assertFalse(draft.is_overdue)
        with freeze_time("2026-02-10"):
            self.env.invalidate_all()
            self._run_cron()
            self.assertEqual(len(self._mails()), 2)
            self.assertEqual(draft.activity_ids.user_id, self.president)
            self.assertIn(draft, self.declarations.search([("is_overdue", "=", True)]))
            draft.is_without_interest = True
            draft._sign("Fatou")
            self.assertFalse(draft.activity_ids, "signed: nothing to remind of")
            self.assertNotIn(draft, self.declarations.search([("is_overdue", "=", True)]))

    @freeze_time("2026-02-20")
    def test_empty_draft_of_somebody_who_left_goes_and_the_filled_one_stays(self):
        self._run_cron()
        draft = self.declarations.search([("partner_id", "=", self.fatou.id)])
        self.seat.write({"date_end": "2026-02-01", "end_reason": "resignation"})
        draft.line_ids = [(0, 0, {"interest_name": "Company"})]
        self._run_cron()
        self.assertTrue(draft.exists())
        draft.line_ids.unlink()
        self._run_cron()
        self.assertFalse(draft.exists())

    @freeze_time("2026-02-20")
    def test_secretary_opens_the_declarations_that_are_due(self):
        action = self.declarations.with_user(self.secretary).action_ask()
        self.assertEqual(action["res_model"], "regie.interest.declaration")
        self.assertTrue(self.declarations.search([("partner_id", "=", self.fatou.id)]))
        with self.assertRaises(AccessError):
            self.declarations.with_user(self.reader).action_ask()

    @freeze_time("2026-02-20")
    def test_due_dates_of_a_board_cost_two_queries(self):
        for _index in range(10):
            self._create_mandate()
        self.declarations._get_due_dates(self.company, Date.today())
        self.env.flush_all()
        with self.assertQueryCount(3):
            self.declarations._get_due_dates(self.company, Date.today())

    # Good practice (GOV-37)
    def test_mandate_says_whether_every_rule_is_agreed_to(self):
        self.assertEqual(self.seat.practice_state, "none")
        with freeze_time("2026-02-20"):
            draft = self._draft(is_without_interest=True, practice_ids=[(6, 0, self.practices[1:].ids)])
            draft._sign("Fatou")
            self.seat.invalidate_recordset()
            self.assertEqual((self.seat.practice_state, draft.missing_practice_count), ("missing", 1))
            mandates = self.env["regie.mandate"]
            self.assertIn(self.seat, mandates.search([("practice_state", "in", ("none", "missing"))]))
            with self.assertRaises(UserError):
                draft.practice_ids = self.practices
        with freeze_time("2026-03-20"):
            self._draft(is_without_interest=True, practice_ids=[(6, 0, self.practices.ids)])._sign("Fatou")
            self.seat.invalidate_recordset()
            self.assertEqual(self.seat.practice_state, "complete")
            self.assertEqual(self.seat.with_user(self.reader).practice_state, "complete")

    def test_law_is_shown_for_information_and_never_ticked(self):
        law = self.env["regie.good.practice"].search([("kind", "=", "law")])
        self.assertEqual(len(self.practices), 6)
        self.assertTrue(all(law.mapped("source")) and len(law) == 3)

    # Figures of the label (A7)
    def test_figure_of_declarations_counts_those_received_and_valid(self):
        indicator = self.env.ref("regie_governance.indicator_interest_declarations_valid")
        for _index in range(3):
            self._create_mandate()
        received = self._declare_interest(self.fatou, self._create_body())
        scope = Scope.for_month(self.company, Date.to_date("2026-02-01"))
        self.assertEqual(indicator._compute_result(scope).value, 0, "signed, not received")
        received.date_validated = "2026-02-10"
        result = indicator._compute_result(scope)
        self.assertEqual((result.value, result.numerator, result.denominator), (25, 1, 4))
        january = indicator._compute_result(Scope.for_month(self.company, Date.to_date("2026-01-01")))
        self.assertEqual(january.value, 0, "received later")
        expired = indicator._compute_result(Scope.for_month(self.company, Date.to_date("2027-02-01")))
        self.assertEqual(expired.value, 0)

    def test_figure_of_conflicts_and_who_reads_the_figures(self):
        indicator = self.env.ref("regie_governance.indicator_conflicts_resolved")
        scope = Scope.for_month(self.company, Date.to_date("2030-06-01"))
        self.assertEqual(indicator._compute_result(scope).reason, "no_denominator")
        michel = self._create_mandate().partner_id
        meeting = self._create_meeting(date="2030-06-30 18:00:00")
        point = self._create_resolution(meeting, counterparty_ids=[self.fatou.id, michel.id])
        self._recuse(point, self.fatou)
        result = indicator.with_user(self.secretary)._compute_result(scope)
        self.assertEqual((result.value, result.source_count), (50, 2))
        self.assertEqual(indicator.with_user(self.reader)._compute_result(scope).reason, "no_access")
