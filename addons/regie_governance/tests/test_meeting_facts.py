from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import GovernanceCase

NOW = "2026-06-10 16:00:00"


@tagged("post_install", "-at_install")
class TestMeetingFacts(GovernanceCase):
    """No date typed by hand convokes, opens, closes or signs a meeting."""

    def test_secretary_signs_no_meeting_by_writing_its_date(self):
        meeting = self._create_meeting()
        for fact in ("date_convoked", "date_opened", "date_closed", "date_minutes_approved", "date_signed"):
            with self.subTest(fact=fact), self.assertRaisesRegex(UserError, "GOV-029"):
                meeting.with_user(self.secretary).write({fact: NOW})

    def test_president_neither(self):
        with self.assertRaisesRegex(UserError, "GOV-029"):
            self._create_meeting().with_user(self.president).write({"date_opened": NOW})

    def test_import_creates_no_meeting_already_held(self):
        with self.assertRaisesRegex(UserError, "GOV-029"):
            self.env["regie.meeting"].with_user(self.secretary).create(
                {"organ_id": self.board.id, "date": NOW, "date_closed": NOW}
            )

    def test_fact_is_not_erased(self):
        meeting = self._create_meeting()
        meeting.date_convoked = NOW
        with self.assertRaisesRegex(UserError, "GOV-029"):
            meeting.with_user(self.secretary).write({"date_convoked": False})

    def test_draft_is_created_and_changed_freely(self):
        meeting = self.env["regie.meeting"].with_user(self.secretary).create({"organ_id": self.board.id, "date": NOW})
        meeting.place = "Salle polyvalente"
        self.assertEqual(meeting.state, "draft")
