import psycopg2

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestSignedGuard(GovernanceCase):
    """Once the minutes are signed, nothing of the meeting changes, whatever the door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mandate, cls.away = cls._create_mandate(), cls._create_mandate()
        cls.other = cls._create_mandate()
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()
        cls.span = cls._enter(cls.meeting, cls.mandate.partner_id)
        cls.proxy = cls._give_proxy(cls.meeting, cls.away.partner_id, cls.mandate.partner_id)
        cls.paper = cls.env["ir.attachment"].create({"name": "paper.txt", "raw": b"Text"})
        cls.resolution = cls._create_resolution(
            cls.meeting, counterparty_ids=[Command.link(cls.company.partner_id.id)], attachment_ids=cls.paper.ids
        )
        cls._set_meeting_rule(cls.board, secret_request_num=9)
        cls.env["regie.candidacy"].create({"resolution_id": cls.resolution.id, "partner_id": cls.away.partner_id.id})
        cls.env["regie.secret.request"].create(
            {"resolution_id": cls.resolution.id, "attendance_id": cls.span.attendance_id.id}
        )
        cls.resolution.date_opened = cls.meeting.date
        cls.tally = cls.env["regie.resolution.tally"].create({"resolution_id": cls.resolution.id, "count_for": 1})
        cls.line = cls.env["regie.vote.line"].create(
            {
                "resolution_id": cls.resolution.id,
                "attendance_id": cls.span.attendance_id.id,
                "voter_id": cls.mandate.partner_id.id,
                "choice": "for",
            }
        )
        cls.recusal = cls.env["regie.recusal"].create(
            {
                "resolution_id": cls.resolution.id,
                "partner_id": cls.other.partner_id.id,
                "reason": "Works for the supplier",
                "date_left": cls.meeting.date,
            }
        )

    def _sign(self):
        self.resolution.date_closed = "2026-06-10 17:00:00"
        self.env.flush_all()
        self.meeting.write({"date_closed": "2026-06-10 18:00:00", "date_signed": "2026-06-12 08:00:00"})
        self.env.flush_all()

    def _writes(self):
        return (
            (self.meeting, {"place": "Elsewhere"}),
            (self.meeting, {"teller_ids": [Command.link(self.away.partner_id.id)]}),
            (self.meeting, {"date_signed": False}),
            (self.resolution, {"text": "Else"}),
            (self.resolution, {"result": "rejected"}),
            (self.resolution, {"counterparty_ids": [Command.clear()]}),
            (self.recusal, {"reason": "None"}),
            (self.span.attendance_id, {"is_excused": True}),
            (self.span, {"date_out": "2026-06-10 16:30:00"}),
            (self.proxy, {"date_void": "2026-06-10 16:30:00"}),
            (self.line, {"choice": "against"}),
            (self.tally, {"count_for": 2}),
        )

    def test_before_the_signature_everything_is_free(self):
        for record, vals in self._writes():
            record.write(vals)
        self.env.flush_all()

    def test_after_the_signature_nothing_is_written(self):
        self._sign()
        for record, vals in self._writes():
            with self.subTest(model=record._name, vals=vals), self.assertRaisesRegex(UserError, "GOV-061"):
                record.write(vals)

    def test_after_the_signature_nothing_is_deleted(self):
        self._sign()
        records = (self.line, self.tally, self.recusal, self.proxy, self.span, self.span.attendance_id)
        for record in (*records, self.resolution, self.meeting):
            with self.subTest(model=record._name), self.assertRaisesRegex(UserError, "GOV-061"):
                record.unlink()

    def test_after_the_signature_nothing_is_added(self):
        self._sign()
        late = self._create_person()
        for add in (
            lambda: self._create_resolution(self.meeting),
            lambda: self._enter(self.meeting, self.other.partner_id),
            lambda: self._give_proxy(self.meeting, self.other.partner_id, self.mandate.partner_id),
            lambda: self.env["regie.attendance"].create(
                {"meeting_id": self.meeting.id, "partner_id": late.id, "is_invited": True}
            ),
            lambda: self.env["regie.resolution.tally"].create(
                {"resolution_id": self.resolution.id, "channel": "online"}
            ),
        ):
            with self.assertRaisesRegex(UserError, "GOV-061"):
                add()

    def test_a_point_of_another_meeting_does_not_move_into_a_signed_one(self):
        elsewhere = self._create_resolution(self._create_meeting(date="2026-07-01 16:00:00"))
        self._sign()
        with self.assertRaisesRegex(UserError, "GOV-061"):
            elsewhere.meeting_id = self.meeting

    def test_postgresql_itself_refuses(self):
        self._sign()
        for statement, record in (
            ("UPDATE regie_meeting SET place = 'Elsewhere' WHERE id = %s", self.meeting),
            ("UPDATE regie_meeting SET date_signed = NULL WHERE id = %s", self.meeting),
            ("DELETE FROM regie_meeting_presence WHERE id = %s", self.span),
            ("UPDATE regie_meeting_presence SET date_out = now() WHERE id = %s", self.span),
            ("UPDATE regie_attendance SET is_excused = true WHERE id = %s", self.span.attendance_id),
            ("UPDATE regie_proxy SET date_void = now() WHERE id = %s", self.proxy),
            ("UPDATE regie_resolution SET title = 'Else' WHERE id = %s", self.resolution),
            ("UPDATE regie_resolution_tally SET count_for = 9 WHERE id = %s", self.tally),
            ("UPDATE regie_vote_line SET choice = 'against' WHERE id = %s", self.line),
            ("UPDATE regie_recusal SET reason = 'None' WHERE id = %s", self.recusal),
            ("DELETE FROM regie_resolution_attachment_rel WHERE regie_resolution_id = %s", self.resolution),
            ("DELETE FROM regie_resolution_counterparty_rel WHERE regie_resolution_id = %s", self.resolution),
            ("INSERT INTO regie_meeting_teller_rel SELECT %s, id FROM res_partner LIMIT 1", self.meeting),
            ("INSERT INTO regie_resolution_tally (resolution_id, channel) VALUES (%s, 'online')", self.resolution),
        ):
            with (
                self.subTest(statement=statement),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(psycopg2.errors.RestrictViolation, "GOV-061"),
                self.cr.savepoint(),
            ):
                self.cr.execute(statement, [record.id])

    def test_what_is_not_of_the_meeting_stays_free(self):
        self._sign()
        self.meeting.message_post(body="Sent to the members")
        self.meeting.activity_schedule("mail.mail_activity_data_todo", summary="Publish", user_id=self.env.uid)
        self.resolution.message_subscribe(self.away.partner_id.ids)
        self.board.name = "Board of the régie"
        self.env.flush_all()
        self.assertIn("Board of the régie", self.meeting.name)

    def test_facts_are_read_for_each_model_and_changes_are_named(self):
        models = self.env["regie.signed.guard"]._get_guarded_models()
        self.assertIn("regie.resolution.tally", models)
        for name in models:
            self.assertTrue(self.env[name]._read_meeting_facts(self.meeting), name)
        facts = self.resolution._read_meeting_facts(self.meeting)[str(self.resolution.id)]
        self.assertEqual(facts["attachment_ids"][0][1], "paper.txt")
        self.paper.raw = b"Altered"
        self.assertNotEqual(self.resolution._read_meeting_facts(self.meeting)[str(self.resolution.id)], facts)
