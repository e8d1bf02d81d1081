from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Datetime
from odoo.tests import tagged

from .common import GovernanceCase

PEOPLE = 5


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
