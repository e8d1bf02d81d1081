from odoo.exceptions import AccessError
from odoo.tests import freeze_time

from .common import LandlordCase


@freeze_time("2026-11-20")
class TestDispute(LandlordCase):
    """A landlord contests a pass; the régie answers it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_user("office", "group_role_office")
        cls.estate = cls._create_estate()
        cls.estate["lot"].user_id = cls.office
        cls.contact = cls.estate["contact"].partner_id

    def _dispute(self, one=None, user=None, **vals):
        one = one or self._create_done_pass(self.estate)
        disputes = self.env["regie.intervention.dispute"].with_user(user or self.env.user)
        return disputes.create(
            {"intervention_id": one.id, "partner_id": self.contact.id, "reason": "The hall is dirty", **vals}
        )

    def test_responsible_of_the_lot_is_asked_to_answer(self):
        dispute = self._dispute()
        self.assertEqual((dispute.state, dispute.user_id), ("open", self.office))
        self.assertEqual(dispute.activity_ids.user_id, self.office)

    def test_answer_is_sent_to_the_landlord_once(self):
        dispute = self._dispute().with_user(self.office)
        with self.assertRule("E-LAND-01"):
            dispute.action_answer()
        dispute.answer = "Cleaned again this morning"
        dispute.action_answer()
        self.assertEqual((dispute.state, dispute.answered_by_id), ("answered", self.office))
        self.assertIn(self.contact, dispute.message_ids.partner_ids)
        self.assertFalse(dispute.activity_ids)
        with self.assertRule("E-LAND-03"):
            dispute.answer = "Otherwise"

    def test_dispute_says_why(self):
        with self.assertRule("E-LAND-01"):
            self._dispute(reason="  ")

    def test_pass_to_come_or_cancelled_is_not_contested(self):
        for state in ("planned", "cancelled"):
            one = self._create_done_pass(self.estate, "2026-11-25", state)
            with self.assertRule("E-LAND-02"):
                self._dispute(one)
            one.unlink()

    def test_facts_of_a_dispute_are_not_written_by_hand(self):
        dispute = self._dispute().with_user(self.office)
        for vals in ({"date_answered": "2026-11-20"}, {"reason": "All is well"}, {"partner_id": self.office.id}):
            with self.assertRule("E-LAND-03"):
                dispute.write(vals)
        other = self._create_done_pass(self.estate, "2026-11-03")
        with self.assertRule("E-LAND-03"):
            self._dispute(other, self.office, date_answered="2026-11-20")

    def test_pass_is_contested_once_at_a_time(self):
        one = self._create_done_pass(self.estate)
        dispute = self._dispute(one)
        with self.assertRule("E-LAND-04"):
            self._dispute(one)
        dispute.answer = "Seen"
        dispute.action_answer()
        self.assertTrue(self._dispute(one))

    def test_team_leader_reads_the_disputes_of_the_teams_that_they_lead(self):
        leader = self._create_user("leader", "group_role_team_leader")
        mine, theirs = self._create_team(leader), self._create_team()
        own = self._dispute(self._create_done_pass(self.estate, "2026-11-03", department_id=mine.id))
        other = self._dispute(self._create_done_pass(self.estate, "2026-11-04", department_id=theirs.id))
        self.assertTrue(own.with_user(leader).reason)
        with self.assertRaises(AccessError):
            other.with_user(leader).read(["reason"])
        with self.assertRaises(AccessError):
            own.with_user(leader).action_answer()
