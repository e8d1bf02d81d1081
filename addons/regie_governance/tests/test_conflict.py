from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestConflict(GovernanceCase):
    """The interests of those who sit are looked for among the partners that each point concerns."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.landlord = cls._create_body("Les Acacias")
        cls.landlord_seat = cls._create_mandate(cls._create_member(cls.landlord, college="BAI"))
        cls.agent = cls.landlord_seat.partner_id
        cls.fatou, cls.michel = cls._create_mandate().partner_id, cls._create_mandate().partner_id
        cls.company_x = cls._create_body("Menuiserie du Centre")
        cls.meeting = cls._create_meeting(date="2030-06-10 16:00:00")

    def _point(self, *partners, **vals):
        return self._create_resolution(self.meeting, "Contract", counterparty_ids=[p.id for p in partners], **vals)

    def _found(self, point):
        return {(conflict.partner_id, conflict.counterparty_id) for conflict in point.conflict_ids}

    # Detection
    def test_representative_of_the_concerned_landlord_is_found(self):
        point = self._point(self.landlord)
        self.assertEqual(self._found(point), {(self.agent, self.landlord)})
        self.assertEqual((point.conflict_state, point.conflict_ids.state), ("to_resolve", "to_resolve"))
        self.assertEqual(point.conflict_ids.reason, f"{self.agent.name} represents Les Acacias")

    def test_declared_interest_and_that_of_a_relative_are_found(self):
        self._declare_interest(self.fatou, self.company_x)
        self._declare_interest(self.michel, self.company_x, nature="family", relative_name="My sister")
        conflicts = self._point(self.company_x).conflict_ids
        self.assertEqual(conflicts.partner_id, self.fatou | self.michel)
        reasons = " ".join(conflicts.mapped("reason"))
        self.assertIn("has a relative bound to Menuiserie du Centre", reasons)
        self.assertNotIn("My sister", reasons)

    def test_group_and_subsidiaries_are_found_both_ways(self):
        group = self._create_body("Group")
        branch = self._create_body("Branch", parent_id=group.id)
        stranger = self._create_body("Stranger")
        self._declare_interest(self.fatou, group)
        self._declare_interest(self.michel, branch)
        self.assertEqual(self._found(self._point(branch)), {(self.fatou, branch), (self.michel, branch)})
        self.assertEqual(self._found(self._point(group)), {(self.fatou, group), (self.michel, group)})
        self.assertFalse(self._point(stranger).conflict_ids)

    def test_contact_of_the_concerned_company_stands_for_it(self):
        contact = self._create_person("Contact", parent_id=self.company_x.id)
        self._declare_interest(self.fatou, self.company_x)
        self.assertEqual(self._found(self._point(contact)), {(self.fatou, contact)})

    def test_person_who_is_the_concerned_partner_is_found(self):
        point = self._point(self.fatou)
        self.assertEqual(point.conflict_ids.reason, f"{self.fatou.name} is personally concerned")

    def test_deputy_of_the_landlord_is_found(self):
        self.landlord_seat.membership_id.deputy_id = self.michel
        self.assertEqual(
            self._found(self._point(self.landlord)), {(p, self.landlord) for p in self.agent | self.michel}
        )

    def test_name_that_was_typed_and_not_matched_is_compared(self):
        self.env["regie.interest.declaration"].create(
            {
                "partner_id": self.fatou.id,
                "date": "2026-01-15",
                "line_ids": [(0, 0, {"interest_name": " menuiserie du centre", "is_outside": True})],
            }
        )
        self.assertEqual(self._found(self._point(self.company_x)), {(self.fatou, self.company_x)})

    def test_point_without_a_concerned_partner_triggers_nothing(self):
        self._declare_interest(self.fatou, self.company_x)
        point = self._create_resolution(self.meeting, "Budget", resolution_type="budget")
        self.assertEqual((point.conflict_ids.ids, point.conflict_state), ([], "none"))
        point._check_can_open()

    def test_only_the_last_signed_declaration_counts(self):
        self._declare_interest(self.fatou, self.company_x)
        point = self._point(self.company_x)
        self.assertTrue(point.conflict_ids)
        self.env["regie.interest.declaration"].create(
            {"partner_id": self.fatou.id, "date": "2026-03-01", "is_without_interest": True}
        )
        self.assertFalse(point.conflict_ids)

    def test_draft_counts_once_signed_and_its_expiry_does_not_end_the_interest(self):
        draft = self.env["regie.interest.declaration"].create(
            {
                "partner_id": self.fatou.id,
                "line_ids": [(0, 0, {"interest_name": "Menuiserie du Centre"})],
            }
        )
        point = self._point(self.company_x)
        self.assertFalse(point.conflict_ids)
        draft._sign("Fatou Sow")
        self.assertEqual(self._found(point), {(self.fatou, self.company_x)})
        draft.date_end = "2026-12-31"
        self.env["regie.conflict"]._sync(point)
        self.assertTrue(point.conflict_ids)

    def test_partner_of_what_the_point_is_about_is_concerned(self):
        convention = self.env["regie.convention"].create({"name": "Upkeep", "partner_id": self.landlord.id})
        point = self._create_resolution(self.meeting, source_ref=f"regie.convention,{convention.id}")
        self.assertEqual(self._found(point), {(self.agent, self.landlord)})

    def test_conflicts_follow_the_agenda_the_roll_and_the_mandates(self):
        point = self._point(self.company_x)
        self._declare_interest(self.fatou, self.company_x)
        self.assertTrue(point.conflict_ids, "signed after the agenda")
        point.counterparty_ids = self.landlord
        self.assertEqual(self._found(point), {(self.agent, self.landlord)}, "another partner")
        newcomer = self._create_member()
        self._declare_interest(newcomer.partner_id, self.landlord)
        self.assertEqual(len(point.conflict_ids), 1)
        mandate = self._create_mandate(newcomer)
        self.assertEqual(len(point.conflict_ids), 2, "a new mandate")
        mandate.write({"date_end": "2026-01-01", "end_reason": "resignation"})
        self.assertEqual(len(point.conflict_ids), 1, "a mandate that ended")
        guest = self._create_person()
        self._declare_interest(guest, self.landlord)
        self.env["regie.attendance"].create({"meeting_id": self.meeting.id, "partner_id": guest.id, "is_invited": True})
        self.assertEqual(len(point.conflict_ids), 2, "somebody invited, without a vote")

    def test_conflict_resolved_stays_when_the_agenda_changes(self):
        point = self._point(self.landlord)
        point.conflict_ids._decide_no_conflict("The landlord only lends the room, for free")
        point.counterparty_ids = False
        self.assertEqual(point.conflict_ids.state, "no_conflict")

    def test_detection_twice_adds_nothing_and_crons_too(self):
        point = self._point(self.landlord)
        found = point.conflict_ids
        self.env["regie.conflict"]._sync(point)
        self.assertEqual(point.conflict_ids, found)
        found.unlink()
        for _twice in range(2):
            cron = self.env.ref("regie_governance.regie_conflict_cron_sync")
            with self.enter_registry_test_mode():
                self.assertIs(cron.method_direct_trigger(), True)
            self.assertEqual(self._found(point), {(self.agent, self.landlord)})

    def test_other_regie_is_left_alone(self):
        other = self._create_company()
        self.env["regie.interest.declaration"].create(
            {
                "partner_id": self.fatou.id,
                "company_id": other.id,
                "date": "2026-01-15",
                "line_ids": [(0, 0, {"interest_partner_id": self.company_x.id})],
            }
        )
        self.assertFalse(self._point(self.company_x).conflict_ids)

    def test_one_query_finds_the_matches_of_a_whole_agenda(self):
        for person in (self.fatou, self.michel):
            self._declare_interest(person, self.company_x, self.landlord)
        points = self.env["regie.resolution"]
        for _index in range(20):
            points |= self._point(self.company_x, self.landlord)
        concerned = points._get_linked_partners()
        self.env.flush_all()
        with self.assertQueryCount(1):
            matches = self.env["regie.conflict"]._find_matches(concerned)
        self.assertEqual(len(matches), 20 * 5)
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.env["regie.conflict"]._sync(points)

    # Opening (GOV-045)
    def test_point_does_not_open_before_each_conflict_is_resolved(self):
        self._declare_interest(self.fatou, self.landlord)
        point = self._point(self.landlord)
        with self.assertRaisesRegex(UserError, "GOV-045"):
            point._check_can_open()
        self._recuse(point, self.agent)
        with self.assertRaisesRegex(UserError, f"{self.fatou.name} towards Les Acacias.*GOV-045"):
            point._check_can_open()
        point.conflict_ids.filtered(lambda c: c.partner_id == self.fatou).with_user(self.president)._decide_no_conflict(
            "She is only a tenant, as all the inhabitants are"
        )
        point._check_can_open()
        self.assertEqual(point.conflict_state, "resolved")
        self.assertEqual(set(point.conflict_ids.mapped("state")), {"recused", "no_conflict"})

    def test_conflict_comes_back_when_the_recusal_is_cancelled(self):
        point = self._point(self.landlord)
        self._recuse(point, self.agent)._cancel("Recorded on the wrong point")
        with self.assertRaisesRegex(UserError, "GOV-045"):
            point._check_can_open()

    # Decision (GOV-049)
    def test_decision_without_reasons_is_refused(self):
        conflict = self._point(self.landlord).conflict_ids
        for text in ("", "No conflict", "     No      conflict     "):
            with self.assertRaisesRegex(ValidationError, "GOV-049"), self.env.cr.savepoint():
                conflict._decide_no_conflict(text)
        wizard = self.env["regie.conflict.decide"].with_user(self.president)
        wizard.create(
            {"conflict_ids": [(6, 0, conflict.ids)], "decision": "The contract is a gift, nothing is paid"}
        ).action_decide()
        self.assertEqual((conflict.state, conflict.user_id), ("no_conflict", self.president))

    def test_only_the_president_decides_and_never_of_their_own_case(self):
        conflict = self._point(self.landlord).conflict_ids
        reasons = "The contract is a gift, nothing is paid"
        for user in (self.secretary, self.reader):
            with self.assertRaises(AccessError):
                conflict.with_user(user)._decide_no_conflict(reasons)
        own = self._point(self.president.partner_id).conflict_ids
        self._create_mandate(self._create_member(self.president.partner_id))
        own = self._point(self.president.partner_id).conflict_ids
        with self.assertRaisesRegex(AccessError, "concerned"):
            own.with_user(self.president)._decide_no_conflict(reasons)

    def test_decision_of_signed_minutes_no_longer_changes(self):
        conflict = self._point(self.landlord).conflict_ids
        conflict._decide_no_conflict("The contract is a gift, nothing is paid")
        self.meeting.date_signed = Datetime.now()
        with self.assertRaisesRegex(UserError, "GOV-061"):
            conflict.decision = "Another reason, long enough as well"

    # Who reads what
    def test_conflicts_are_read_by_the_person_the_secretary_and_the_president(self):
        self._create_mandate(self._create_member(self.reader.partner_id))
        self._declare_interest(self.reader.partner_id, self.landlord)
        conflicts = self._point(self.landlord).conflict_ids
        conflicts_of = self.env["regie.conflict"]
        seen = {
            user: conflicts_of.with_user(user).search([("id", "in", conflicts.ids)]).partner_id
            for user in (self.reader, self.secretary, self.president)
        }
        self.assertEqual(seen[self.reader], self.reader.partner_id)
        self.assertEqual(seen[self.secretary], self.agent | self.reader.partner_id)
        self.assertEqual(seen[self.president], self.agent | self.reader.partner_id)

    def test_person_is_told_why_in_one_sentence(self):
        point = self._point(self.landlord)
        self.assertIn("represents Les Acacias", point._get_recusal_sentence(self.agent))
        self.assertEqual(point._get_recusal_sentence(self.fatou), "")
        self._recuse(point, self.agent, reason="I represent the landlord.")
        self.assertIn("recused on this point: I represent the landlord.", point._get_recusal_sentence(self.agent))
