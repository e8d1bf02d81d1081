from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestFoundation(GovernanceCase):
    """Who is on the roll, who is there, and who casts each voice."""

    def test_roll_of_the_board_has_its_mandates_and_that_of_the_assembly_its_members(self):
        mandate = self._create_mandate()
        member = self._create_member()
        board, assembly = self._create_meeting(), self._create_meeting(self.assembly)
        (board | assembly)._sync_attendance()
        self.assertEqual(board.attendance_ids.mandate_id, mandate)
        self.assertEqual(assembly.attendance_ids.membership_id, mandate.membership_id | member)

    def test_roll_is_synced_twice_without_doubling(self):
        self._create_mandate()
        meeting = self._create_meeting()
        meeting._sync_attendance()
        lines = meeting.attendance_ids
        meeting._sync_attendance()
        self.assertEqual(meeting.attendance_ids, lines)

    def test_meeting_without_statutes_has_no_roll(self):
        meeting = self._create_meeting(date="2019-06-10 16:00:00")
        with self.assertRaisesRegex(UserError, "GOV-026"):
            meeting._sync_attendance()

    def test_recused_person_casts_no_voice_and_holds_no_proxy(self):
        present, away = self._create_mandate(), self._create_mandate()
        meeting = self._create_meeting()
        meeting._sync_attendance()
        self._enter(meeting, present.partner_id)
        self._give_proxy(meeting, away.partner_id, present.partner_id).date_accepted = meeting.date
        resolution = self._create_resolution(meeting)
        self.assertEqual(len(resolution._get_voices()), 2)
        self.env["regie.recusal"].create(
            {"resolution_id": resolution.id, "partner_id": present.partner_id.id, "reason": "Works for the supplier"}
        )
        self.assertFalse(resolution._get_voices())
