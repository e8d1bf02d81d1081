import threading

import psycopg2
from freezegun import freeze_time

import odoo.modules.registry
from odoo import Command
from odoo.api import Environment
from odoo.exceptions import AccessError
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMembership(GovernanceCase):
    """A person asks, is accepted in one college, is suspended, leaves; a body sits through somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.territory = cls._create_territory()
        cls.company.regie_territory_id = cls.territory
        files = cls.env["ir.attachment"].with_user(cls.secretary)
        cls.proof = files.create({"name": "proof.pdf", "raw": b"Proof"})

    def _ask(self, person=None, **vals):
        """A request of membership, not yet accepted."""
        return self._create_member(person, date_approved=False, date_start=False, **vals)

    def _admit_by_board(self):
        self.statutes.write({"admission": "approval", "admission_organ_id": self.board.id})

    def _decide(self, result="adopted", kind="admission"):
        return self._create_resolution(self._create_meeting(), resolution_type=kind, result=result)

    # -- one college at a time -----------------------------------------------------------------

    def test_second_college_on_the_same_days_is_refused(self):
        member = self._create_member()
        with self.assertRule("GOV-001"):
            self._create_member(member.partner_id, college="PAR", date_start="2026-01-01")

    def test_second_college_is_named_with_its_days(self):
        member = self._create_member(date_end="2025-12-31", end_reason="resignation")
        with self.assertRule("Inhabitants from .* to .*GOV-001"):
            self._create_member(member.partner_id, college="PAR", date_start="2025-12-31")

    def test_college_may_change_the_day_after(self):
        member = self._create_member(date_end="2025-12-31", end_reason="quality")
        other = self._create_member(member.partner_id, college="PAR", date_start="2026-01-01")
        with self.assertRule("GOV-001"):
            member.date_end = "2026-06-01"
        with self.assertRule("GOV-001"):
            member.date_end = False
        other.date_start = "2026-02-01"
        member.date_end = "2026-01-31"

    def test_two_requests_are_not_two_memberships(self):
        person = self._create_person()
        first, second = self._ask(person), self._ask(person, college="PAR")
        first.action_accept()
        with self.assertRule("GOV-001"):
            second.action_accept()

    def test_member_of_another_regie_may_join(self):
        member = self._create_member()
        self._create_member(member.partner_id, company_id=self._create_company().id)

    # -- residence -----------------------------------------------------------------------------

    def test_inhabitant_from_elsewhere_is_refused_by_strict_statutes(self):
        self.statutes.is_territory_strict = True
        elsewhere = self._create_person(territory_id=self._create_territory().id)
        for person in (elsewhere, self._create_person()):
            with self.assertRule("GOV-002"):
                self._create_member(person)
        self._create_member(elsewhere, college="PAR")
        self.assertTrue(self._create_member(self._create_person(territory_id=self.territory.id)).in_territory)

    def test_inhabitant_from_elsewhere_is_accepted_when_the_statutes_leave_it(self):
        self.assertFalse(self._create_member().in_territory)

    def test_territory_of_the_members_may_be_larger_than_the_main_one(self):
        other = self._create_territory()
        member = self._create_member(self._create_person(territory_id=other.id))
        self.assertFalse(member.in_territory)
        self.company.intervention_territory_ids = other
        self.assertTrue(member.in_territory)

    def test_moving_out_does_not_break_the_membership_but_is_seen(self):
        self.statutes.is_territory_strict = True
        member = self._create_member(self._create_person(territory_id=self.territory.id))
        member.partner_id.territory_id = self._create_territory()
        self.assertFalse(member.in_territory)

    # -- legal persons -------------------------------------------------------------------------

    def test_legal_person_without_representative_is_refused(self):
        body = self._create_body()
        with self.assertRule("GOV-003"):
            self._create_member(body, college="PAR", representative_id=False)
        request = self._ask(body, college="PAR", representative_id=False)
        with self.assertRule("GOV-003"):
            request.action_accept()

    def test_landlord_or_authority_tells_who_designated_its_representative(self):
        for college in ("BAI", "COL"):
            for missing in ("designation_body", "designation_date"):
                with self.assertRule("GOV-004"):
                    self._create_member(self._create_body(), college=college, **{missing: False})
            self._create_member(self._create_body(), college=college)
        self._create_member(self._create_body(), college="PAR")

    def test_new_representative_votes_and_the_mandates_of_the_former_are_told(self):
        member = self._create_member(self._create_body(), "BAI")
        mandate = self._create_mandate(member)
        former, new = member.representative_id, self._create_person()
        action = member.with_user(self.secretary).action_designate()
        self.env[action["res_model"]].with_user(self.secretary).with_context(**action["context"]).create(
            {"representative_id": new.id, "designation_date": "2026-05-01", "attachment_ids": self.proof.ids}
        ).action_designate()
        self.assertEqual((member.voter_id, member.designation_body), (new, "Council"))
        self.assertEqual(member.designation_attachment_ids, self.proof)
        self.assertEqual(mandate.partner_id, former)
        self.assertIn(former.name, member.activity_ids.summary)

    # -- the young -----------------------------------------------------------------------------

    def test_young_administrator_needs_the_consent_of_the_parents(self):
        young = self._create_member(self._create_person(regie_birth_date="2010-06-01"))
        with self.assertRule("GOV-005"):
            self._create_mandate(young, date_start="2026-05-31")
        young.write(
            {"parental_consent_date": "2026-05-01", "parental_consent_attachment_ids": [Command.link(self.proof.id)]}
        )
        self._create_mandate(young, date_start="2026-05-31")

    def test_at_sixteen_one_administers_alone_and_anybody_sits_in_a_commission(self):
        person = self._create_person(regie_birth_date="2010-06-01")
        young = self._create_member(person)
        commission = self._create_organ("COM", "commission")
        self._create_mandate(young, commission, date_start="2025-01-01")
        self._create_mandate(young, date_start="2026-06-01")

    # -- acceptance ----------------------------------------------------------------------------

    @freeze_time("2026-06-10")
    def test_free_membership_is_accepted_at_once(self):
        request = self._ask(date_submitted=False).with_user(self.secretary)
        self.assertEqual(request.state, "draft")
        request.action_submit()
        self.assertEqual(request.state, "submitted")
        request.action_accept()
        self.assertEqual((request.state, str(request.date_start)), ("active", "2026-06-10"))
        with self.assertRule("GOV-007"):
            request.action_accept()

    @freeze_time("2026-06-10")
    def test_statutes_that_ask_for_a_decision_get_one(self):
        self._admit_by_board()
        request = self._ask().with_user(self.secretary)
        action = request.action_accept()
        self.assertEqual(request.state, "submitted", "the wizard asks for the decision first")
        wizard = self.env[action["res_model"]].with_user(self.secretary).with_context(**action["context"]).create({})
        self.assertEqual(wizard.organ_id, self.board)
        with self.assertRule("GOV-006"):
            wizard.action_accept()
        wizard.resolution_id = self._decide("rejected")
        with self.assertRule("GOV-006"):
            wizard.action_accept()
        wizard.resolution_id = self._decide()
        wizard.action_accept()
        self.assertEqual((request.state, request.admission_resolution_id), ("active", wizard.resolution_id))

    def test_deliberation_on_a_list_of_requests_accepts_them(self):
        self._admit_by_board()
        self.statutes.fee_condition = "paid"
        requests = self._ask() | self._ask()
        decision = self._decide()
        decision.membership_ids = requests
        decision.with_user(self.secretary).action_admit()
        self.assertEqual(requests.admission_resolution_id, decision)

    def test_old_decision_is_told_in_words(self):
        self._admit_by_board()
        self._create_member(admission_reference="Board of 12 March 2019")

    # -- leaving -------------------------------------------------------------------------------

    def _end(self, member, **vals):
        action = member.with_user(self.secretary).action_end()
        wizard = self.env[action["res_model"]].with_user(self.secretary).with_context(**action["context"]).create(vals)
        wizard.action_confirm()
        return wizard

    @freeze_time("2026-06-10")
    def test_member_leaves_with_a_reason_and_the_mandates_are_shown(self):
        mandate = self._create_mandate()
        member = mandate.membership_id
        with self.assertRule("GOV-008"):
            self._end(member, end_reason=False)
        wizard = self._end(member, end_reason="resignation", date="2026-06-09")
        self.assertEqual((member.state, wizard.mandate_ids), ("ended", mandate))

    def test_nobody_is_excluded_without_a_deliberation(self):
        member = self._create_member()
        for resolution in (self.env["regie.resolution"], self._decide("rejected", "exclusion")):
            with self.assertRule("GOV-008"):
                self._end(member, end_reason="exclusion", resolution_id=resolution.id)
        self._end(member, end_reason="exclusion", resolution_id=self._decide(kind="exclusion").id)
        self.assertTrue(member.end_resolution_id)

    @freeze_time("2026-06-10")
    def test_suspended_member_does_not_vote_until_it_is_lifted(self):
        member = self._create_member()
        voters = self.env["regie.membership"]._get_voters
        action = member.action_suspend()
        self.env[action["res_model"]].with_context(**action["context"]).create(
            {"suspended_reason": "Waits for the board"}
        ).action_confirm()
        self.assertEqual(member.state, "suspended")
        self.assertNotIn(member, voters(self.company, "2026-06-10", self.statutes))
        self.assertIn(member, voters(self.company, "2026-06-09", self.statutes))
        member.action_resume()
        self.assertIn(member, voters(self.company, "2026-06-10", self.statutes))

    def test_college_that_gives_an_opinion_is_not_on_the_roll(self):
        self.colleges["SAL"].voice = "consultative"
        member, employee = self._create_member(), self._create_member(college="SAL")
        voters = self.env["regie.membership"]._get_voters(self.company, "2026-06-10", self.statutes)
        self.assertIn(member, voters)
        self.assertNotIn(employee, voters)

    # -- walls ---------------------------------------------------------------------------------

    def test_register_is_kept_by_the_secretary_and_not_read_by_administrators(self):
        member = self._create_member(note="Private", regie_birth_date="1960-01-01")
        accountant = self._create_user("accountant", "group_role_accountant")
        self.assertEqual(member.with_user(self.secretary).read(["note"])[0]["note"], "Private")
        self.assertTrue(member.with_user(accountant).read(["partner_id", "college_id"]))
        with self.assertRaises(AccessError):
            member.with_user(accountant).read(["note"])
        with self.assertRaises(AccessError):
            member.with_user(accountant).read(["regie_birth_date"])
        with self.assertRaises(AccessError):
            member.with_user(accountant).write({"date_suspended": "2026-01-01"})
        with self.assertRaises(AccessError):
            member.with_user(self.reader).read(["partner_id"])

    def test_member_is_found_among_the_contacts(self):
        member, stranger = self._create_member().partner_id, self._create_person()
        contacts = self.env["res.partner"].with_user(self.secretary)
        found = contacts.search([("is_association_member", "=", True)])
        self.assertIn(member, found)
        self.assertNotIn(stranger, found)
        self.assertIn(stranger, contacts.search([("is_association_member", "=", False)]))

    # -- numbers of the association ------------------------------------------------------------

    def test_rna_number_is_w_and_nine_digits(self):
        for number in ("W27600123", "X276001234", "W2760012345"):
            with self.assertRule("GOV-071"):
                self.company.rna_number = number
        self.company.rna_number = "w276 001 234"
        self.assertEqual(self.company.rna_number, "W276001234")

    def test_siret_has_its_control_key_in_france_only(self):
        self.company.country_id = self.env.ref("base.fr")
        with self.assertRule("GOV-071"):
            self.company.company_registry = "98765432100017"
        self.company.company_registry = "987 654 324 00019"
        foreign = self._create_company("Stadtteilverein")
        foreign.write({"country_id": self.env.ref("base.de").id, "company_registry": "HRB 1234"})


@tagged("post_install", "-at_install")
class TestMembershipRace(BaseCase):
    """Two offices accept the same person in two colleges at the same moment, on real cursors."""

    def setUp(self):
        super().setUp()
        self.registry = odoo.modules.registry.Registry(get_db_name())
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            self.person_id = env["res.partner"].create({"name": "Race"}).id
            self.request_ids = [
                env["regie.membership"]
                .create({"partner_id": self.person_id, "college_id": env.ref(f"regie_governance.college_{college}").id})
                .id
                for college in ("hab", "par")
            ]
        self.addCleanup(self._clean)

    def _clean(self):
        with self.registry.cursor() as cr:
            env = Environment(cr, 1, {})
            env["regie.membership"].browse(self.request_ids).unlink()
            env["res.partner"].browse(self.person_id).unlink()

    def _accept(self, cr, request_id):
        request = Environment(cr, 1, {})["regie.membership"].browse(request_id)
        request.write({"date_approved": "2026-01-01", "date_start": "2026-01-01"})
        request.flush_recordset()

    @mute_logger("odoo.sql_db")
    def test_second_acceptance_waits_and_is_refused(self):
        first_id, second_id = self.request_ids
        with self.registry.cursor() as first, self.registry.cursor() as second:
            second.execute("SELECT 1")
            self._accept(first, first_id)
            refused = []

            def accept_too():
                try:
                    self._accept(second, second_id)
                except psycopg2.errors.ExclusionViolation as error:
                    refused.append(error)

            waiting = threading.Thread(target=accept_too)
            waiting.start()
            waiting.join(0.3)
            self.assertTrue(waiting.is_alive(), "the second one waits for the first")
            first.commit()
            waiting.join(10)
            self.assertTrue(refused)
            second.rollback()
            membership = Environment(second, 1, {})["regie.membership"]
            sentence = membership._one_at_a_time_excl.get_error_message(membership, refused[0].diag)
            self.assertIn("GOV-001", sentence)
