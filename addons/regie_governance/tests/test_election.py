from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_vote import VoteCase


@tagged("post_install", "-at_install")
class TestElection(VoteCase):
    """Candidates, ballots with names, rounds, ties, and the mandates of the elected."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_meeting_rule(cls.assembly, is_online_vote_allowed=True)
        cls.meeting = cls._create_open_meeting(6, organ=cls.assembly)
        cls.lines = cls.meeting.attendance_ids.sorted("id")
        cls.people = cls.lines.partner_id

    @classmethod
    def _create_election(cls, *candidates, seats=1, mode="show_hands", **vals):
        point = cls._create_open_point(
            cls.meeting,
            open_vote=False,
            title="Election",
            resolution_type="election",
            seat_count=seats,
            vote_mode=mode,
            **vals,
        )
        cls.env["regie.candidacy"].create(
            [{"resolution_id": point.id, "partner_id": person.id} for person in candidates or cls.people[:3]]
        )
        return point

    def _close_with(self, point, *votes, **counts):
        point._open_vote()
        for candidacy, count in zip(point.candidacy_ids, votes, strict=True):
            candidacy.room_count = count
        self._count_room(point, **{"count_for": 6, **counts})
        point._close_vote()
        return point.candidacy_ids.filtered("is_elected")

    def test_most_votes_are_elected(self):
        point = self._create_election(seats=2)
        elected = self._close_with(point, 5, 1, 4)
        self.assertEqual(elected, point.candidacy_ids[0] | point.candidacy_ids[2])
        self.assertEqual(point.result, "adopted")
        self.assertIn(f"Elected: {self.people[0].name}, {self.people[2].name}", point.decision_sentence)

    def test_more_names_than_the_ballots_bear_are_refused(self):
        point = self._create_election()
        with self.assertRaisesRegex(ValidationError, "GOV-040"):
            self._close_with(point, 5, 3, 1)

    def test_ballots_are_counted_as_votes(self):
        point = self._create_election()
        with self.assertRaisesRegex(ValidationError, r"5 votes counted for 6.*GOV-040"):
            self._close_with(point, 3, 2, 0, count_for=5)

    def test_secret_ballots_with_names_are_counted_online(self):
        point = self._create_election(seats=2, mode="secret")
        point._open_vote()
        first, second, third = point.candidacy_ids
        for line, names in zip(self.lines, (first | second, first | third, first, second, first, None), strict=True):
            point._cast_names(line.partner_id, {line.id: names or self.env["regie.candidacy"]})
        self.assertFalse(any(point.vote_line_ids.mapped("choice")))
        point.tally_ids.invalidate_recordset()
        point._close_vote()
        self.assertEqual(point.candidacy_ids.mapped("vote_count"), [4, 2, 1])
        self.assertEqual((point.count_for, point.count_blank), (5, 1))
        self.assertEqual(point.candidacy_ids.filtered("is_elected"), first | second)

    def test_ballot_with_too_many_names_is_refused(self):
        point = self._create_election(mode="secret")
        point._open_vote()
        line = self.lines[0]
        with self.assertRaisesRegex(UserError, "1 name"):
            point._cast_names(line.partner_id, {line.id: point.candidacy_ids[:2]})
        with self.assertRaisesRegex(UserError, "Choose"):
            point._cast(line.partner_id, {line.id: "for"})

    def test_first_round_needs_half_and_the_second_the_most(self):
        self._set_vote_rule(self.assembly, majority_rule="absolute", is_second_round=True)
        point = self._create_election()
        self.assertFalse(self._close_with(point, 3, 2, 1))
        self.assertEqual(point.result, "rejected")
        self.assertTrue(point.can_second_round)
        second = self.env["regie.resolution"].browse(point.action_second_round()["res_id"])
        self.assertEqual((second.round_number, len(second.candidacy_ids), second.state), (2, 3, "ready"))
        self.assertEqual(self._close_with(second, 3, 2, 1).partner_id, self.people[0])
        self.assertFalse(second.can_second_round)
        with self.assertRaisesRegex(UserError, "no second round"):
            point.action_second_round()

    def test_memberships_of_the_elected_are_looked_for_at_once(self):
        point = self._create_election()
        day = point.meeting_id._get_day()
        point._find_memberships(self.people[:1], day)
        with self.assertQueryCount(1):
            found = point._find_memberships(self.people, day)
        self.assertEqual(found.keys(), set(self.people))
        self.assertEqual([found[person].voter_id for person in self.people], list(self.people))

    def test_oldest_is_elected_between_equals(self):
        self._set_vote_rule(self.assembly, tie_rule="age")
        point = self._create_election()
        with self.assertRaisesRegex(UserError, "date of birth"), self.cr.savepoint():
            self._close_with(point, 3, 3, 0)
        self.people[0].regie_birth_date, self.people[1].regie_birth_date = "1980-01-01", "1950-01-01"
        point.invalidate_recordset()
        elected = self._close_with(point, 3, 3, 0)
        self.assertEqual(elected.partner_id, self.people[1])
        self.assertTrue(elected.tie_note)
        self.assertIn("the oldest is elected", point.decision_sentence)

    def test_lot_is_drawn_and_recorded_between_equals(self):
        self._set_vote_rule(self.assembly, tie_rule="lot")
        point = self._create_election()
        elected = self._close_with(point, 3, 3, 0)
        self.assertEqual(len(elected), 1)
        self.assertEqual(elected.lot_rank, 1)
        self.assertEqual(sorted(point.candidacy_ids.mapped("lot_rank")), [0, 1, 2])
        self.assertIn("drawn by lot", point.decision_sentence)

    def test_lot_drawn_in_the_room_is_followed(self):
        self._set_vote_rule(self.assembly, tie_rule="lot")
        point = self._create_election()
        point.candidacy_ids[0].sudo().lot_rank, point.candidacy_ids[1].sudo().lot_rank = 2, 1
        self.assertEqual(self._close_with(point, 3, 3, 0), point.candidacy_ids[1])

    def test_nobody_is_chosen_between_equals_without_a_rule(self):
        point = self._create_election()
        self.assertFalse(self._close_with(point, 3, 3, 0))
        self.assertEqual(point.result, "tie")

    def test_list_takes_the_seats(self):
        point = self._create_election(self.people[0], self.people[3], ballot_form="lists", seats=3)
        point.candidacy_ids[0].write({"list_name": "A", "member_ids": [(6, 0, self.people[1:3].ids)]})
        elected = self._close_with(point, 4, 2)
        self.assertEqual(elected._get_persons(), self.people[:3])

    def test_candidates_do_not_change_during_the_vote(self):
        point = self._create_election()
        point._open_vote()
        for act in (
            lambda: self.env["regie.candidacy"].create({"resolution_id": point.id, "partner_id": self.people[4].id}),
            lambda: point.candidacy_ids[0].write({"partner_id": self.people[4].id}),
            lambda: point.candidacy_ids[0].unlink(),
            lambda: point.candidacy_ids[0].with_user(self.secretary).write({"is_elected": True}),
        ):
            with self.assertRaisesRegex(UserError, "GOV-044"), self.cr.savepoint():
                act()

    def test_negative_votes_are_refused(self):
        point = self._create_election()
        point._open_vote()
        with self.assertRaisesRegex(ValidationError, "GOV-044"):
            point.candidacy_ids[0].room_count = -1
