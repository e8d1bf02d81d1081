from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Datetime
from odoo.tests import tagged

from ..tools.majority import Electorate, Tally, decide
from .common import GovernanceCase

PEOPLE = 5
BASES = ("expressed", "expressed_blank", "present", "present_represented", "members")
RULES = ("simple", "absolute", "two_thirds", "three_quarters", "unanimous")


@tagged("post_install", "-at_install")
class TestRecusalProperty(GovernanceCase):
    """A recusal never raises the votes for nor against, whoever leaves and whatever proxies were given."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = [cls._create_mandate().partner_id for _index in range(PEOPLE)]
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()
        cls.lines = {line.partner_id: line for line in cls.meeting.attendance_ids}
        cls._enter(cls.meeting, *cls.people[:3])

    def _count(self, point):
        choices = point.vote_line_ids.mapped("choice")
        return {choice: choices.count(choice) for choice in ("for", "against")}

    @settings(max_examples=20, deadline=None)
    @given(
        st.lists(st.sampled_from(["for", "against", "abstain"]), min_size=PEOPLE, max_size=PEOPLE),
        st.lists(st.integers(0, 2), min_size=2, max_size=2),
        st.lists(st.sampled_from([None, 0, 1, 2]), min_size=2, max_size=2),
        st.lists(st.integers(0, PEOPLE - 1), min_size=1, max_size=3, unique=True),
    )
    def test_recusal_never_raises_for_nor_against(self, choices, holders, substitutes, leaving):
        with self.env.cr.savepoint() as savepoint:
            for away, holder, substitute in zip(self.people[3:], holders, substitutes, strict=True):
                self._give_proxy(
                    self.meeting,
                    away,
                    self.people[holder],
                    substitute_id=self.people[substitute].id if substitute is not None else False,
                ).date_accepted = self.meeting.date
            point = self._create_resolution(self.meeting, vote_mode="nominal")
            point.date_opened = Datetime.now()
            for (line, voter, proxy), choice in zip(point._get_voices(), choices, strict=False):
                self.env["regie.vote.line"].create(
                    {
                        "resolution_id": point.id,
                        "attendance_id": line.id,
                        "voter_id": voter.id,
                        "proxy_id": proxy.id,
                        "choice": choice,
                    }
                )
            before = self._count(point)
            for index in leaving:
                self._recuse(point, self.people[index])
                after = self._count(point)
                self.assertLessEqual(after["for"], before["for"])
                self.assertLessEqual(after["against"], before["against"])
                before = after
            gone = {self.people[index] for index in leaving}
            votes = point.vote_line_ids.filtered(lambda line: line.choice not in ("recused", "suspended"))
            self.assertFalse(gone & set(votes.voter_id))
            self.assertFalse(gone & set(votes.attendance_id.partner_id))
            self.assertFalse(gone & {voter for _line, voter, _proxy in point._get_voices()})
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()

    @settings(max_examples=30, deadline=None)
    @given(
        st.sampled_from(BASES),
        st.sampled_from(RULES),
        st.lists(st.sampled_from(["for", "against", "abstain", "blank"]), min_size=PEOPLE, max_size=PEOPLE),
        st.lists(st.integers(0, 2), max_size=2, unique=True),
    )
    def test_recusal_never_rejects_what_passes_without_the_recused_seats(self, base, rule, choices, leaving):
        """The result is that of an assembly where the recused seats do not exist: three are there, two are away."""
        with self.env.cr.savepoint() as savepoint:
            self._set_vote_rule(self.board, majority_base=base, majority_rule=rule)
            point = self._create_resolution(self.meeting, vote_mode="nominal")
            point.date_opened = Datetime.now()
            for index in leaving:
                self._recuse(point, self.people[index])
            cast = []
            for (line, voter, _proxy), choice in zip(point._get_voices(), choices, strict=False):
                vals = {"resolution_id": point.id, "attendance_id": line.id, "voter_id": voter.id, "choice": choice}
                self.env["regie.vote.line"].create(vals)
                cast.append(choice)
            there = 3 - len(leaving)
            self.assertEqual(len(cast), there)
            tally = Tally(*(cast.count(choice) for choice in ("for", "against", "abstain", "blank")))
            without = decide(point._prepare_rule(), tally, Electorate(there, 0, PEOPLE - len(leaving)))
            self.assertEqual(point._decide(point._count()).result, without.result)
            self.env.flush_all()
            savepoint.rollback()
        self.env.invalidate_all()
