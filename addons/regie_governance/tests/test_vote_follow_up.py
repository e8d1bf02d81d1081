from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_vote import VoteCase


@tagged("post_install", "-at_install")
class TestVoteFollowUp(VoteCase):
    """The call of names, the mandates of the elected, and who votes for whom."""

    def test_secretary_calls_the_names(self):
        point = self._create_open_point(vote_mode="nominal").with_user(self.secretary)
        wizard = self.env["regie.vote.roll"].with_user(self.secretary)
        roll = wizard.with_context(**point.action_call_names()["context"]).create({})
        self.assertEqual(len(roll.line_ids), 5)
        roll.line_ids[:3].choice = "for"
        roll.action_record()
        self.assertEqual(point.voted_count, 3)
        left = wizard.with_context(**point.action_call_names()["context"]).create({})
        self.assertEqual(len(left.line_ids), 2, "those who have voted are not called again")

    def test_names_are_not_called_in_a_secret_ballot(self):
        point = self._create_open_point(vote_mode="secret")
        with self.assertRaisesRegex(UserError, "GOV-043"):
            point.action_call_names()

    def test_stranger_is_not_called(self):
        point = self._create_open_point(vote_mode="nominal")
        line = self._voters(point)[0]
        line.presence_ids.write({"date_out": "2026-06-10 16:30:00"})
        with self.assertRaisesRegex(UserError, "GOV-040"):
            point._record_roll({line: "for"})

    def test_elected_get_their_mandate(self):
        point = self._create_open_point(
            self._create_open_meeting(4, organ=self.assembly), open_vote=False, resolution_type="election"
        )
        person = self._voters(point)[1].partner_id
        self.env["regie.candidacy"].create({"resolution_id": point.id, "partner_id": person.id})
        with self.assertRaisesRegex(UserError, "Nobody is elected"):
            point.action_give_mandates()
        point._open_vote()
        point.candidacy_ids.room_count = 4
        self._count_room(point, count_for=4)
        point._close_vote()
        wizard = self.env["regie.election.mandate"].browse(point.action_give_mandates()["res_id"])
        self.assertEqual(wizard.line_ids.membership_id.partner_id, person)
        wizard.organ_id = self.board
        wizard.action_give()
        self.assertEqual((point.mandate_ids.partner_id, point.mandate_ids.origin), (person, "election"))
        self.assertFalse(point.can_give_mandates)

    @given(
        st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=3),
        st.sets(st.integers(0, 4), max_size=2),
        st.sets(st.integers(0, 4), max_size=3),
    )
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def test_ballots_of_each_are_those_of_all(self, proxies, recused, away):
        with self.env.cr.savepoint() as savepoint:
            point = self._create_open_point(open_vote=False)
            lines = self._voters(point)
            for number in away:
                lines[number].presence_ids.unlink()
            givers = set()
            for giver, holder, _is_extra in proxies:
                if giver != holder and giver not in givers and giver in away:
                    givers.add(giver)
                    proxy = self._give_proxy(point.meeting_id, lines[giver].partner_id, lines[holder].partner_id)
                    proxy.date_accepted = "2026-06-02 09:00:00"
            before = {line for line, _voter, _proxy in point._get_ballots()}
            for number in recused:
                self._recuse(point, lines[number].partner_id)
            everybody = {(line, voter) for line, voter, _proxy in point._get_ballots()}
            self.assertLessEqual({line for line, _voter in everybody}, before, "a recusal adds no vote")
            each = {
                (line, voter) for person in lines.partner_id for line, voter, _proxy in point._get_ballots_of(person)
            }
            self.assertEqual(everybody, each)
            savepoint.rollback()
