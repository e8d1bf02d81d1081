import doctest

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import Command
from odoo.tests import BaseCase, tagged

from ..tools import quorum
from .common import GovernanceCase

PEOPLE = st.integers(0, 12)
FRACTION = st.integers(1, 12).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den)))


@st.composite
def voices(draw):
    """Voices of a roll: each person carries one, and may have given a proxy to somebody."""
    return [
        quorum.Voice(
            person,
            draw(st.integers(0, 2)),
            draw(st.booleans()),
            draw(st.booleans()),
            tuple(draw(st.lists(PEOPLE, max_size=2))),
        )
        for person in range(draw(PEOPLE))
    ]


RULES = st.builds(
    lambda fraction, **vals: quorum.Rule(*fraction, **vals),
    FRACTION,
    operator=st.sampled_from(["ge", "gt"]),
    is_with_proxies=st.booleans(),
    recusal_mode=st.sampled_from(["numerator", "both", "opening"]),
    seats=PEOPLE,
)


@tagged("post_install", "-at_install")
class TestQuorumTool(BaseCase):
    """The count of a quorum, in whole numbers."""

    def test_examples_of_the_documentation_hold(self):
        self.assertFalse(doctest.testmod(quorum).failed)

    @settings(max_examples=60, deadline=None)
    @given(st.integers(0, 500), FRACTION)
    def test_at_least_is_the_smallest_number_that_reaches_the_fraction(self, base, fraction):
        num, den = fraction
        need = quorum.get_need(base, num, den, "ge")
        self.assertGreaterEqual(need * den, base * num)
        self.assertLess((need - 1) * den, base * num or 1)
        if num:
            more = quorum.get_need(base, num, den, "gt")
            self.assertGreater(more * den, base * num)
            self.assertLessEqual((more - 1) * den, base * num)

    @settings(max_examples=60, deadline=None)
    @given(voices(), RULES, st.sets(PEOPLE))
    def test_quorum_obtained_never_exceeds_its_base(self, roll, rule, recused):
        count = quorum.count(roll, rule, recused)
        self.assertLessEqual(count.got, count.base)
        self.assertGreaterEqual(count.got, 0)

    @settings(max_examples=60, deadline=None)
    @given(voices(), RULES, st.sets(PEOPLE))
    def test_adding_an_absent_member_never_raises_the_quorum_obtained(self, roll, rule, recused):
        longer = [*roll, quorum.Voice("newcomer")]
        self.assertLessEqual(quorum.count(longer, rule, recused).got, quorum.count(roll, rule, recused).got)

    @settings(max_examples=60, deadline=None)
    @given(voices(), RULES.filter(lambda rule: rule.recusal_mode != "opening"), st.sets(PEOPLE), PEOPLE)
    def test_a_recusal_never_raises_the_quorum_obtained(self, roll, rule, recused, person):
        before = quorum.count(roll, rule, recused)
        self.assertLessEqual(quorum.count(roll, rule, recused | {person}).got, before.got)


@tagged("post_install", "-at_install")
class TestMeetingQuorum(GovernanceCase):
    """The quorum of a meeting of ten administrators, half of whom are needed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mandates = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(10)])
        cls.people = cls.mandates.partner_id
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()

    def _recuse(self, resolution, person):
        return self.env["regie.recusal"].create(
            {"resolution_id": resolution.id, "partner_id": person.id, "reason": "Works for the supplier"}
        )

    def test_quorum_is_said_in_words(self):
        self._enter(self.meeting, *self.people[:7])
        quorum_now = self.meeting._get_quorum()
        self.assertEqual(quorum_now[:6], (10, 5, 7, 7, 0, True))
        self.assertEqual(quorum_now.sentence, "7 persons present of 10 members; 5 needed")

    def test_more_than_half_needs_one_more(self):
        self._set_meeting_rule(self.board, quorum_operator="gt")
        self.assertEqual(self.meeting._get_quorum().need, 6)

    def test_represented_count_only_if_the_statutes_say_so(self):
        self._enter(self.meeting, *self.people[:4])
        self._give_proxy(self.meeting, self.people[9], self.people[0]).date_accepted = self.meeting.date
        self.assertEqual(self.meeting._get_quorum()[2:6], (4, 4, 1, False))
        self._set_meeting_rule(self.board, is_quorum_with_proxies=True)
        self.assertEqual(self.meeting._get_quorum()[2:6], (5, 4, 1, True))

    def test_proxy_whose_holder_left_no_longer_counts(self):
        self._set_meeting_rule(self.board, is_quorum_with_proxies=True)
        self._enter(self.meeting, *self.people[:2])
        self._give_proxy(self.meeting, self.people[9], self.people[0]).date_accepted = self.meeting.date
        self._leave(self.meeting, self.people[0], "2026-06-10 17:00:00")
        self.assertEqual(self.meeting._get_quorum().got, 1)
        self.assertEqual(self.meeting._get_quorum(at=self.meeting.date).got, 3)

    def test_recused_administrator_does_not_count_in_quorum(self):
        self._enter(self.meeting, *self.people[:5])
        resolution = self._create_resolution(self.meeting)
        self._recuse(resolution, self.people[0])
        self.assertEqual(self.meeting._get_quorum(resolution)[:3], (10, 5, 4))
        self.assertEqual(self.meeting._get_quorum()[:3], (10, 5, 5))

    def test_recused_administrator_leaves_the_base_too_if_the_statutes_say_so(self):
        self.statutes.recusal_quorum_mode = "both"
        self._enter(self.meeting, *self.people[:5])
        resolution = self._create_resolution(self.meeting)
        self._recuse(resolution, self.people[0])
        self.assertEqual(self.meeting._get_quorum(resolution)[:3], (9, 5, 4))

    def test_recused_administrator_still_counts_when_the_quorum_is_that_of_the_opening(self):
        self.statutes.recusal_quorum_mode = "opening"
        self._enter(self.meeting, *self.people[:5])
        self.meeting.date_opened = self.meeting.date
        self._leave(self.meeting, self.people[0], "2026-06-10 17:00:00")
        resolution = self._create_resolution(self.meeting)
        self._recuse(resolution, self.people[0])
        self.assertEqual(self.meeting._get_quorum(resolution)[:3], (10, 5, 5))

    def test_seats_of_the_statutes_are_the_base_when_the_statutes_say_so(self):
        self._set_meeting_rule(self.board, quorum_base="seats")
        self.statutes.seat_ids = [
            Command.create({"organ_id": self.board.id, "college_id": self.colleges["HAB"].id, "seats_max": 12}),
            Command.create({"organ_id": self.board.id, "college_id": self.colleges["SAL"].id, "seats_max": 4}),
            Command.create(
                {"organ_id": self.board.id, "college_id": self.colleges["PAR"].id, "seats_max": 9, "is_allowed": False}
            ),
        ]
        self.assertEqual(self.meeting._get_quorum()[:2], (16, 8))

    def test_college_that_must_be_there_is_waited_for(self):
        landlord = self._create_mandate(college="BAI")
        self.meeting._sync_attendance()
        self._set_meeting_rule(self.board, quorum_college_id=self.colleges["BAI"].id, quorum_college_min=1)
        self._enter(self.meeting, *self.people)
        self.assertFalse(self.meeting._get_quorum().is_reached)
        self._enter(self.meeting, landlord.partner_id)
        self.assertTrue(self.meeting._get_quorum().is_reached)

    def test_second_call_has_its_own_quorum(self):
        self.meeting.call_number = 2
        self.assertEqual(self.meeting._get_quorum()[:3], (10, 0, 0))
        self.assertTrue(self.meeting._get_quorum().is_reached)
        self._set_meeting_rule(self.board, second_quorum_num=1, second_quorum_den=5)
        self.assertEqual(self.meeting._get_quorum().need, 2)
