from datetime import date

from odoo import Command

from odoo.addons.regie_finance.tests.common import FinanceBuilders
from odoo.addons.regie_governance.tests.common_minutes import MinutesCase


class TestApprovalDay(FinanceBuilders, MinutesCase):
    """The assembly of 10 June 2026 approved the accounts of 2025: its signed minutes say the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._setup_finance()

    def _hold(self, organ=None, count_for=5, kind="accounts"):
        """Have an organ vote on the accounts; who signs last is a member without any right on the accounts."""
        meeting = self._create_open_meeting(organ=organ or self.assembly, place="Community hall")
        lines = meeting.attendance_ids.sorted("id")
        meeting.write({"secretary_id": lines[1].partner_id.id, "teller_ids": [Command.link(lines[2].partner_id.id)]})
        point = self._create_open_point(meeting, title="Accounts of 2025", resolution_type=kind)
        voters = len(lines)
        self._count_room(point, count_for=min(count_for, voters), count_against=max(0, voters - count_for))
        point._close_vote()
        self._close(meeting)
        return self._sign_all(meeting)

    def test_signed_minutes_of_the_assembly_say_when_the_accounts_were_approved(self):
        self._hold(count_for=100)
        self.assertEqual(self.exercise_before.approved_on, date(2026, 6, 10))
        self.assertFalse(self.exercise.approved_on)

    def test_day_that_was_typed_stays(self):
        self.exercise_before.approved_on = "2026-05-02"
        self._hold(count_for=100)
        self.assertEqual(self.exercise_before.approved_on, date(2026, 5, 2))

    def test_accounts_that_were_refused_are_not_approved(self):
        self._hold(count_for=0)
        self.assertFalse(self.exercise_before.approved_on)

    def test_assembly_that_voted_something_else_approves_nothing(self):
        self._hold(count_for=100, kind="budget")
        self.assertFalse(self.exercise_before.approved_on)

    def test_board_settles_the_accounts_and_does_not_approve_them(self):
        self._hold(organ=self.board, count_for=100)
        self.assertFalse(self.exercise_before.approved_on)
