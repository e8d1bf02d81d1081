import doctest
from datetime import datetime

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Date
from odoo.tests import BaseCase, tagged

from odoo.addons.mail.tests.common import MailCase

from ..tools import ics, notice
from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestConvocationTools(BaseCase):
    """The arithmetic of the notice and the file for calendars."""

    def test_examples_of_the_documentation_hold(self):
        self.assertFalse(doctest.testmod(notice).failed)
        self.assertFalse(doctest.testmod(ics).failed)

    @settings(max_examples=60, deadline=None)
    @given(st.dates(datetime(2020, 1, 1).date(), datetime(2040, 1, 1).date()), st.integers(0, 60))
    def test_notice_leaves_its_days_between_the_sending_and_the_meeting(self, day, days):
        clear = notice.get_latest_sending(day, days, "clear")
        self.assertEqual((day - clear).days - 1, days, "neither the sending nor the meeting counts")
        self.assertEqual((day - notice.get_latest_sending(day, days, "calendar")).days, days)

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(blacklist_categories=("Cc", "Cs")), max_size=200))
    def test_no_line_of_the_invitation_is_too_long(self, text):
        stamp = datetime(2026, 6, 1, 8)
        content = ics.build("1@regie", stamp, None, stamp, text, description=text)
        self.assertLessEqual(max(len(line) for line in content.split(b"\r\n")), 75)
        self.assertIn(b"DTEND:20260601T100000Z", content)


@tagged("post_install", "-at_install")
@freeze_time("2026-05-20 09:00:00")
class TestConvocation(GovernanceCase, MailCase):
    """A board of three people on 10 June, convoked fifteen clear days before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(3)]).partner_id
        cls.people.lang = "en_US"
        cls.meeting = cls._create_meeting(place="Community hall")
        cls.paper = cls.env["ir.attachment"].create({"name": "budget.pdf", "raw": b"budget"})
        cls.point = cls._create_resolution(cls.meeting, "Budget", attachment_ids=[Command.set(cls.paper.ids)])

    def _get_line(self, person):
        return self.meeting.attendance_ids.filtered(lambda line: line.partner_id == person)

    def test_everybody_is_convoked_with_a_proof(self):
        with self.assertRaises(AccessError):
            self.meeting.with_user(self.reader)._convoke()
        with self.mock_mail_gateway():
            lines = self.meeting.with_user(self.secretary)._convoke()
        self.assertEqual(len(self._mails), 3)
        subject = self.env.ref("regie_governance.mail_template_meeting_convocation").subject.split(":")[0]
        self.assertEqual({mail["subject"].split(":")[0] for mail in self._mails}, {subject})
        self.assertEqual(lines.partner_id, self.people)
        self.assertEqual(self.meeting.state, "convoked")
        self.assertEqual(self.point.state, "ready")
        for line in lines:
            self.assertEqual(line.date_sent, datetime(2026, 5, 20, 9))
            self.assertEqual(line.sudo().mail_message_id.partner_ids, line.partner_id)
            self.assertEqual(line.mail_status, "sent")
            names = line.sudo().mail_message_id.attachment_ids.mapped("name")
            self.assertIn("budget.pdf", names)
            self.assertIn("convocation.ics", names)
            self.assertIn("proxy form.pdf", names)

    def test_personal_link_is_in_the_mail_and_not_in_what_is_kept(self):
        with self.mock_mail_gateway():
            self.meeting._convoke()
        line = self.meeting.attendance_ids[0]
        mine = next(mail for mail in self._mails if line.partner_id.email in mail["email_to"][0])
        self.assertIn(f"/my/meeting/{line.access_token}", mine["body"])
        self.assertIn("Budget", mine["body"])
        for other in self.meeting.attendance_ids - line:
            self.assertNotIn(other.access_token, mine["body"])
        self.assertNotIn(line.access_token, line.mail_message_id.body)
        with self.assertRaises(AccessError):
            line.with_user(self.secretary).read(["access_token"])
        with self.assertRaises(AccessError):
            line.with_user(self.secretary).read(["portal_url"])

    def test_recused_person_does_not_receive_the_papers_of_the_point(self):
        self.env["regie.recusal"].create(
            {"resolution_id": self.point.id, "partner_id": self.people[0].id, "reason": "Works for the supplier"}
        )
        self.meeting._convoke()
        self.assertNotIn(self.paper, self._get_line(self.people[0]).mail_message_id.attachment_ids)
        self.assertIn(self.paper, self._get_line(self.people[1]).mail_message_id.attachment_ids)

    def test_failure_of_a_mail_is_seen_on_the_line(self):
        self.meeting._convoke()
        line = self._get_line(self.people[0])
        line.mail_message_id.notification_ids.write(
            {"notification_status": "bounce", "failure_type": "mail_bounce", "failure_reason": "Unknown mailbox"}
        )
        self.env.invalidate_all()
        self.assertEqual((line.mail_status, line.mail_failure), ("failed", "Unknown mailbox"))
        self.assertEqual(self.meeting.failed_count, 1)

    def test_empty_agenda_is_refused(self):
        self.point.unlink()
        with self.assertRaisesRegex(UserError, "GOV-021"):
            self.meeting._convoke()

    def test_meeting_in_which_nobody_votes_is_refused(self):
        meeting = self._create_meeting(self.bureau)
        self._create_resolution(meeting)
        with self.assertRaisesRegex(UserError, "GOV-021"):
            meeting._convoke()

    def test_person_without_address_is_refused_then_convoked_by_hand(self):
        self.people[0].email = False
        self.meeting._sync_attendance()
        self.assertFalse(self._get_line(self.people[0]).channel)
        with self.assertRaisesRegex(UserError, f"{self.people[0].name}.*GOV-021"):
            self.meeting._convoke()
        self._get_line(self.people[0]).channel = "hand"
        self.meeting._convoke(date_letters="2026-05-19 10:00:00")
        self.assertEqual(self._get_line(self.people[0]).date_sent, datetime(2026, 5, 19, 10))
        self.assertFalse(self._get_line(self.people[0]).mail_message_id)

    def test_point_added_after_the_convocation_is_not_told_by_convoking_one_more_person(self):
        meeting = self.meeting.with_user(self.secretary)
        meeting._convoke()
        late_point = self._create_resolution(meeting, "Added after")
        late_person = self._create_mandate().partner_id
        self.assertEqual(meeting._convoke().partner_id, late_person)
        self.assertTrue(self.point.date_on_agenda)
        self.assertFalse(late_point.date_on_agenda, "the others never received it")

    def test_letters_cannot_have_left_in_the_future(self):
        with self.assertRaises(UserError):
            self.meeting._convoke(date_letters=datetime(2026, 5, 21))

    def test_convocation_leaves_on_the_last_day_and_not_after(self):
        self.assertEqual(self.meeting.date_latest_sending, Date.to_date("2026-05-25"))
        with freeze_time("2026-05-26 09:00:00"), self.assertRaisesRegex(UserError, "GOV-020"):
            self.meeting._convoke()
        with freeze_time("2026-05-25 09:00:00"):
            self.meeting._convoke()
        self.assertEqual(self.meeting.state, "convoked")

    def test_calendar_days_leave_one_more_day(self):
        self._set_meeting_rule(self.board, notice_counting="calendar")
        self.assertEqual(self.meeting.date_latest_sending, Date.to_date("2026-05-26"))

    def test_emergency_shortens_the_notice_only_if_the_statutes_do(self):
        self.meeting.is_urgent = True
        self.assertEqual(self.meeting.date_latest_sending, Date.to_date("2026-05-25"))
        self._set_meeting_rule(self.board, urgent_notice_days=3)
        self.assertEqual(self.meeting.date_latest_sending, Date.to_date("2026-06-06"))

    def test_letters_that_left_too_late_are_refused(self):
        self.meeting._sync_attendance()
        self.meeting.attendance_ids.channel = "post"
        with freeze_time("2026-05-28 09:00:00"):
            with self.assertRaisesRegex(UserError, "GOV-020"):
                self.meeting._convoke()
            self.meeting._convoke(date_letters=datetime(2026, 5, 24, 9))
        self.assertEqual(self.meeting.state, "convoked")

    def test_meeting_without_statutes_is_not_convoked(self):
        meeting = self._create_meeting(date="2019-06-10 16:00:00")
        self._create_resolution(meeting)
        with self.assertRaisesRegex(UserError, "GOV-026"):
            meeting._convoke()

    def test_invited_person_is_convoked_without_a_vote(self):
        guest = self._create_person("The auditor")
        line = self.env["regie.attendance"].create(
            {"meeting_id": self.meeting.id, "partner_id": guest.id, "is_invited": True}
        )
        self.meeting._convoke()
        self.assertTrue(line.date_sent)
        self.assertFalse(line.is_voter)
        self.assertNotIn(line, self.meeting._get_voting_lines())
        self.assertEqual(self.meeting._get_quorum().base, 3)

    def test_newcomer_is_convoked_and_the_others_are_not_twice(self):
        self.meeting._convoke()
        self._create_mandate()
        lines = self.meeting._convoke()
        self.assertEqual(len(lines), 1)

    def test_point_added_after_the_convocation_may_not_be_voted(self):
        self.meeting._convoke()
        late = self._create_resolution(self.meeting, "Surprise")
        self.point._check_on_agenda()
        with self.assertRaisesRegex(UserError, "GOV-022"):
            late._check_on_agenda()

    def test_day_of_a_convoked_meeting_does_not_change(self):
        self.meeting._convoke()
        with self.assertRaises(UserError):
            self.meeting.date = "2026-06-12 16:00:00"
        self.meeting.write({"date": self.meeting.date, "place": "Town hall"})

    def test_reminder_goes_to_those_who_have_not_answered(self):
        self.meeting._convoke()
        self._get_line(self.people[0])._answer("coming")
        with self.mock_mail_gateway():
            self.meeting.action_remind()
        subject = self.env.ref("regie_governance.mail_template_meeting_reminder").subject.split(":")[0]
        self.assertEqual([mail["subject"].split(":")[0] for mail in self._mails], [subject, subject])
        reminded = self.meeting.attendance_ids.filtered("date_reminded")
        self.assertEqual(reminded.partner_id, self.people - self.people[0])

    def test_cancelled_meeting_is_told_to_those_who_were_convoked(self):
        self.meeting._convoke()
        with self.mock_mail_gateway():
            self.meeting.action_cancel()
        self.assertEqual(self.meeting.state, "cancelled")
        subject = self.env.ref("regie_governance.mail_template_meeting_cancelled").subject.split(":")[0]
        self.assertEqual([mail["subject"].split(":")[0] for mail in self._mails], [subject] * 3)
        with self.assertRaises(UserError):
            self.meeting._convoke()

    def test_window_counts_what_leaves(self):
        self.people[0].write({"email": False, "street": "1 rue des Lilas"})
        action = self.meeting.action_convoke()
        wizard = self.env[action["res_model"]].with_context(**action["context"]).create({})
        self.assertEqual((wizard.mail_count, wizard.letter_count, wizard.point_count), (2, 1, 1))
        self.assertFalse(wizard.is_late)
        wizard.action_convoke()
        self.assertEqual(self.meeting.state, "convoked")

    def test_letter_holds_the_agenda_the_code_and_the_proxy_form(self):
        self.people[0].write({"email": False, "street": "1 rue des Lilas"})
        action = self.meeting.action_print_letters()
        self.assertEqual(action["report_name"], "regie_governance.report_meeting_letter")
        line = self._get_line(self.people[0])
        html = self.env["ir.actions.report"]._render_qweb_html(action["report_name"], line.ids)[0].decode()
        for text in ("Budget", "1 rue des Lilas", "barcode_type=QR", "give my power to"):
            self.assertIn(text, html)

    def test_usual_agenda_is_copied_in_the_agenda(self):
        template = self.env["regie.meeting.template"].create(
            {"name": "Usual", "line_ids": [Command.create({"title": "News", "is_vote": False})]}
        )
        with self.assertRaises(UserError):
            self.meeting.action_take_template()
        self.meeting.template_id = template
        self.meeting.action_take_template()
        self.assertEqual(self.meeting.resolution_ids.sorted("sequence").mapped("title"), ["Budget", "News"])
        self.assertFalse(self.meeting.resolution_ids[-1].is_vote)
        self.meeting._convoke()
        with self.assertRaises(UserError):
            self.meeting.action_take_template()
