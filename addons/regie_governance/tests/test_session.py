from datetime import datetime

import psycopg2
from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
@freeze_time("2026-06-10 16:00:00")
class TestSession(GovernanceCase):
    """A board of four people, half of whom are needed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(4)]).partner_id
        cls.meeting = cls._create_meeting(chair_id=cls.people[0].id, secretary_id=cls.people[1].id)
        cls.point = cls._create_resolution(cls.meeting, "Budget")
        with freeze_time("2026-05-20 09:00:00"):
            cls.meeting._convoke()

    def _open(self, *people):
        self._enter(self.meeting, *(people or self.people[:2]))
        self.meeting._open()

    def _get_log(self):
        return " ".join(self.meeting.message_ids.mapped("body"))

    def test_meeting_with_its_quorum_opens(self):
        self._open()
        self.assertEqual(self.meeting.state, "open")
        self.assertIn("2 persons present of 4 members; 2 needed", self._get_log())

    def test_meeting_without_quorum_does_not_open(self):
        self._enter(self.meeting, self.people[0])
        with self.assertRaisesRegex(UserError, r"1 out of 2 needed \(base 4\).*GOV-024"):
            self.meeting._open()

    def test_president_and_chair_open_and_the_office_does_not(self):
        self._enter(self.meeting, *self.people[:2])
        for user in (self.secretary, self.reader):
            with self.assertRaises(AccessError):
                self.meeting.with_user(user)._open()
        self.reader.partner_id = self.people[0]
        self.meeting.with_user(self.reader)._open()
        self.assertEqual(self.meeting.state, "open")
        self.meeting.date_opened = False
        self.meeting.with_user(self.president)._open()
        self.assertEqual(self.meeting.state, "open")

    def test_meeting_opens_once_it_is_convoked_and_its_chair_named(self):
        draft = self._create_meeting()
        with self.assertRaisesRegex(UserError, "convoke it first"):
            draft._open()
        self.meeting.chair_id = False
        with self.assertRaisesRegex(UserError, "Name the chair"):
            self._open()

    def test_voter_who_was_not_convoked_keeps_the_meeting_closed(self):
        self.meeting.attendance_ids[0].date_sent = False
        with self.assertRaisesRegex(UserError, "GOV-021"):
            self._open()

    def test_meeting_whose_statutes_are_gone_does_not_open(self):
        self.statutes.date_adopted = False
        with self.assertRaisesRegex(UserError, "GOV-026"):
            self._open()

    def test_departure_that_breaks_the_quorum_is_told_and_a_return_too(self):
        self._open()
        self._leave(self.meeting, self.people[0], "2026-06-10 17:00:00")
        self.assertTrue(self.meeting.is_quorum_lost)
        self.assertTrue(self.meeting.date_quorum_lost)
        self.assertIn("The quorum is lost", self._get_log())
        with self.assertRaisesRegex(UserError, "GOV-024"):
            self.meeting._check_quorum(self.point)
        self._enter(self.meeting, self.people[0], at="2026-06-10 17:10:00")
        self.assertFalse(self.meeting.is_quorum_lost)
        self.assertFalse(self.meeting.date_quorum_lost)
        self.assertIn("The quorum is there again", self._get_log())

    def test_meeting_closes_once_its_points_are(self):
        self._open()
        with self.assertRaisesRegex(UserError, "Budget"):
            self.meeting._close()
        self.point.date_withdrawn = "2026-06-10 17:00:00"
        self.meeting._close()
        self.assertEqual(self.meeting.state, "closed")
        with self.assertRaises(UserError):
            self.meeting._close()

    def test_open_meeting_is_adjourned_and_not_cancelled(self):
        self._open()
        with self.assertRaises(UserError):
            self.meeting.action_cancel()
        self.point.date_opened = "2026-06-10 17:00:00"
        with self.assertRaisesRegex(UserError, "Budget"):
            self.meeting.action_adjourn()
        self.point.date_opened = False
        self.meeting.action_adjourn()
        self.assertEqual(self.meeting.state, "adjourned")

    def test_meeting_not_open_is_not_adjourned(self):
        with self.assertRaises(UserError):
            self.meeting.action_adjourn()

    def test_lack_of_quorum_is_noted_only_when_it_lacks(self):
        self._enter(self.meeting, *self.people[:2])
        with self.assertRaises(UserError):
            self.meeting.action_note_no_quorum()
        self._leave(self.meeting, self.people[0], "2026-06-10 17:00:00")
        self.meeting.action_note_no_quorum()
        self.assertEqual(self.meeting.state, "no_quorum")

    def _lack_quorum(self):
        self._set_meeting_rule(self.board, is_second_call_allowed=True, second_call_days=8)
        self.meeting.action_note_no_quorum()

    def test_second_call_has_the_same_agenda_and_its_own_quorum(self):
        self._lack_quorum()
        wizard = self.env["regie.meeting.call.again"].create({"meeting_id": self.meeting.id})
        self.assertEqual(wizard.date, datetime(2026, 6, 18, 16))
        again = self.env["regie.meeting"].browse(wizard.with_user(self.secretary).action_call_again()["res_id"])
        self.assertEqual((again.call_number, again.first_call_id), (2, self.meeting))
        self.assertEqual(again.resolution_ids.mapped("title"), ["Budget"])
        again._convoke()
        self.assertTrue(again._get_quorum().is_reached)
        with self.assertRaises(UserError):
            self.meeting._call_again("2026-06-19 16:00:00")
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.reader)._call_again("2026-06-19 16:00:00")

    def test_second_call_waits_for_the_delay_of_the_statutes(self):
        self._lack_quorum()
        with self.assertRaisesRegex(UserError, "GOV-025"):
            self.meeting._call_again("2026-06-17 16:00:00")

    def test_second_call_with_another_agenda_is_refused(self):
        self._lack_quorum()
        again = self.meeting._call_again("2026-06-18 16:00:00")
        self._create_resolution(again, "Surprise")
        with self.assertRaisesRegex(UserError, "GOV-025"):
            again._convoke()

    def test_second_call_that_the_statutes_do_not_have_is_refused(self):
        self.meeting.action_note_no_quorum()
        with self.assertRaisesRegex(UserError, "no second call"):
            self.meeting._call_again("2026-07-18 16:00:00")

    def test_meeting_that_had_its_quorum_has_no_second_call(self):
        with self.assertRaises(UserError):
            self.meeting._call_again("2026-07-18 16:00:00")

    def _get_line(self, person):
        return self.meeting.attendance_ids.filtered(lambda line: line.partner_id == person)

    def test_person_comes_leaves_and_comes_back(self):
        line = self._get_line(self.people[0])
        line._come()
        self.assertTrue(line.is_present)
        line._leave("2026-06-10 17:00:00")
        self.assertEqual((line.is_present, line.status), (False, "present"))
        with freeze_time("2026-06-10 17:30:00"):
            line._come(proof="signature", signature=b"aGVsbG8=")
        self.assertEqual(len(line.presence_ids), 2)
        self.assertTrue(line.is_present)

    def test_person_ticked_twice_is_entered_once(self):
        line = self._get_line(self.people[0])
        line._come()
        self.assertFalse(line._come())
        self.assertEqual(len(line.presence_ids), 1)

    @mute_logger("odoo.sql_db")
    def test_two_secretaries_at_once_do_not_double_a_presence(self):
        line = self._get_line(self.people[0])
        line._come()
        self.env.flush_all()
        # what the second secretary sees: the coming of the first is not in the picture yet
        self.env.cache._set_field_cache(line, line._fields["is_present"])[line.id] = False
        self.assertFalse(line._come())
        self.assertEqual(len(line.presence_ids), 1)
        with self.assertRaises(psycopg2.errors.ExclusionViolation), self.env.cr.savepoint():
            self._enter(self.meeting, self.people[0])
            self.env.flush_all()

    def test_wrong_tap_is_undone_within_a_minute(self):
        line = self._get_line(self.people[0])
        proxy = self._give_proxy(self.meeting, self.people[0], self.people[1])
        proxy._examine()
        line._come()
        self.assertEqual(proxy.state, "void")
        line._undo_presence()
        self.assertFalse(line.presence_ids)
        self.assertEqual(proxy.state, "accepted")
        line._come()
        line._leave()
        line._undo_presence()
        self.assertTrue(line.is_present)
        with freeze_time("2026-06-10 16:02:00"), self.assertRaises(UserError):
            line._undo_presence()

    def test_remote_presence_follows_the_statutes(self):
        line = self._get_line(self.people[0])
        with self.assertRaises(ValidationError):
            line._come(is_remote=True)
        self._set_meeting_rule(self.board, is_remote_allowed=True)
        line._come(is_remote=True)
        self.assertEqual(line.status, "remote")

    def test_nobody_enters_a_cancelled_meeting(self):
        self.meeting.action_cancel()
        with self.assertRaises(ValidationError):
            self._get_line(self.people[0])._come()
