import base64
import json

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.regie_base.tools import dossier_seal

from ..tools import register_chain
from .common_minutes import DRAWING, MinutesCase


@tagged("post_install", "-at_install")
class TestMinutes(MinutesCase):
    """The minutes write themselves from the facts, are signed by two people, and nothing changes any more."""

    def _text(self, meeting=None):
        report = self.env["ir.actions.report"]._render_qweb_html(
            "regie_governance.report_minutes", (meeting or self.meeting).ids
        )
        return " ".join(report[0].decode().split())

    # What they say

    def test_minutes_say_who_was_there_and_what_was_decided(self):
        text = self._text()
        for words in (
            self.company.partner_id.name,
            "Community hall",
            self.chair.name,
            self.scribe.name,
            self.lines[2].partner_id.name,
            "5 present, 0 represented",
            "Base: <strong>5</strong>",
            "Needed: <strong>3</strong>",
            "2026-CA-001",
            "The board asks for a grant.",
            "douze mille cinq cents euros",
            "For: 5",
            "Against: 4",
            "Attendance sheet",
        ):
            self.assertIn(words, text)

    def test_minutes_tell_the_hours_of_the_regie_not_those_of_the_reader(self):
        self.company.partner_id.tz = "Europe/Paris"
        minutes = self.meeting.with_context(tz="America/New_York")._prepare_minutes()
        self.assertEqual((minutes["meeting"]["planned"], minutes["meeting"]["closed"]), ("18:00", "20:30"))

    def test_minutes_tell_a_recusal_with_its_hours_and_who_presided(self):
        meeting = self._create_open_meeting(date="2026-06-17 16:00:00")
        lines = meeting.attendance_ids.sorted("id")
        point = self._create_open_point(meeting, open_vote=False)
        point.chair_id = lines[1].partner_id
        recusal = self._recuse(point, lines[0].partner_id, date_left="2026-06-17 16:20:00")
        point._open_vote()
        self._count_room(point, count_for=len(lines) - 1)
        point._close_vote()
        point.sudo().write({"date_opened": "2026-06-17 16:22:00", "date_closed": "2026-06-17 16:35:00"})
        recusal.date_returned = "2026-06-17 16:40:00"
        meeting.secretary_id = lines[1].partner_id
        content = meeting._prepare_minutes()["points"][0]
        recusal = content["recusals"][0]
        self.assertEqual((recusal["person"], recusal["reason"]), (lines[0].partner_id.name, "Works for the supplier"))
        self.assertEqual((recusal["left"], recusal["returned"]), ("18:20", "18:40"))
        self.assertEqual((content["chair"], content["has_substitute_chair"]), (lines[1].partner_id.name, True))
        text = self._text(meeting)
        for words in ("Recusal.", "Works for the supplier", "18:20", "presided over by"):
            self.assertIn(words, text)

    def test_minutes_tell_proxies_comings_and_goings(self):
        for _unused in range(2):
            self._create_mandate()
        meeting = self._create_meeting(date="2026-07-01 16:00:00")
        meeting._sync_attendance()
        early, late, away = meeting.attendance_ids.sorted("id")[:3]
        self._enter(meeting, early.partner_id)
        self._enter(meeting, late.partner_id, at="2026-07-01 16:30:00")
        self._give_proxy(meeting, away.partner_id, early.partner_id).date_accepted = "2026-06-30 08:00:00"
        meeting.write({"date_opened": "2026-07-01 16:05:00"})
        self._leave(meeting, early.partner_id, "2026-07-01 17:00:00")
        meeting.date_closed = "2026-07-01 18:00:00"
        minutes = meeting._prepare_minutes()
        self.assertEqual([move["hour"] for move in minutes["movements"]], ["18:30", "19:00"])
        self.assertIn(late.partner_id.name, minutes["movements"][0]["text"])
        self.assertEqual(minutes["proxies"][0]["holder"], early.partner_id.name)
        people = {person["name"]: person for person in minutes["people"]["colleges"][0]["people"]}
        self.assertEqual(people[away.partner_id.name]["represented_by"], early.partner_id.name)

    def test_amount_is_told_in_letters(self):
        self.assertIn("douze mille cinq cents euros", self.adopted._get_amount_words())
        self.assertEqual(self.rejected._get_amount_words(), "")

    def test_secretary_adds_words_and_no_figure(self):
        self.meeting.with_user(self.secretary).write({"minutes_closing": "<p>See you in July.</p>"})
        self.assertIn("See you in July.", self._text())

    # Numbers

    def test_closing_numbers_the_deliberations_in_the_order_of_the_agenda(self):
        self.assertEqual((self.adopted.number, self.rejected.number), ("2026-CA-001", "2026-CA-002"))
        later = self._create_open_meeting(date="2026-07-10 16:00:00", count=0)
        later.chair_id = self.chair
        point = self._decide("Hire", 5, meeting=later)
        later.date_closed = "2026-07-10 18:00:00"
        self.assertEqual(point.number, "2026-CA-003")

    def test_numbered_deliberation_is_never_deleted(self):
        with self.assertRaisesRegex(UserError, "GOV-062"):
            self.adopted.unlink()

    # What is missing

    def test_open_point_or_missing_people_are_listed_before_signing(self):
        self.meeting.write({"chair_id": False, "secretary_id": False})
        self._create_resolution(self.meeting, title="Forgotten")
        with self.assertRaisesRegex(UserError, "(?s)Forgotten.*chair.*secretary.*GOV-060"):
            self.meeting.action_approve_minutes()
        self.assertFalse(self.meeting.signature_ids)

    def test_meeting_under_way_has_no_minutes(self):
        meeting = self._create_meeting(date="2026-08-01 16:00:00")
        with self.assertRaises(UserError):
            meeting.action_write_minutes()
        with self.assertRaisesRegex(UserError, "GOV-060"):
            meeting.action_approve_minutes()

    # Signing

    def test_both_sign_then_all_is_sealed(self):
        chair, scribe = self._send()
        self.assertEqual(
            (self.meeting.state, chair.partner_id, scribe.partner_id), ("minutes_approved", self.chair, self.scribe)
        )
        chair._sign(DRAWING)
        self.assertFalse(self.meeting.date_signed)
        scribe._sign(DRAWING)
        self.assertEqual(self.meeting.state, "signed")
        content = self.meeting.minutes_content.encode()
        self.assertEqual(dossier_seal.seal(content), self.meeting.minutes_seal)
        pdf = base64.b64decode(self.meeting.with_context(bin_size=False).minutes_pdf)
        self.assertEqual(dossier_seal.seal(pdf), self.meeting.minutes_pdf_seal)
        self.assertEqual([line["role"] for line in json.loads(content)["signatures"]], ["chair", "secretary"])

    def test_signatures_are_printed_in_the_language_of_the_regie(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.company.partner_id.lang = "fr_FR"
        self._sign_all()
        roles = [line["role"] for line in self.meeting._get_printed_signatures()]
        self.assertEqual(roles, ["Président·e de séance", "Secrétaire de séance"])

    def test_the_person_alone_signs_in_the_back_office(self):
        chair, scribe = self._send()
        user = self._create_account(self.scribe, "scribe")
        for other in (self.secretary, self.president, user):
            with self.assertRaises(AccessError):
                chair.with_user(other)._sign_mine(DRAWING)
            with self.assertRaises(AccessError):
                chair.with_user(other).write({"date_signed": "2026-06-12 08:00:00", "signature": DRAWING})
        wizard = (
            self.env["regie.minutes.sign"].with_user(user).create({"signature_id": scribe.id, "signature": DRAWING})
        )
        wizard.action_sign()
        self.assertTrue(scribe.date_signed)
        self.assertFalse(chair.date_signed)

    def test_nobody_writes_a_signature_or_a_number_by_hand(self):
        for user in (self.secretary, self.president):
            meeting, point = self.meeting.with_user(user), self.adopted.with_user(user)
            for vals in ({"date_signed": "2026-06-12 08:00:00"}, {"minutes_seal": "0"}, {"minutes_content": "{}"}):
                with self.assertRaisesRegex(UserError, "GOV-029"):
                    meeting.write(vals)
            with self.assertRaisesRegex(UserError, "GOV-062"):
                point.number = "2026-CA-999"
        self.meeting.with_user(self.secretary).action_approve_minutes()
        self.assertEqual(self.meeting.state, "minutes_approved")
        self.meeting.with_user(self.secretary).action_reopen_minutes()
        self.assertEqual(self.meeting.state, "minutes_draft")

    def test_no_fact_of_any_model_is_written_again_once_signed(self):
        """Every stored fact that exists, of every model, also those that other addons add."""
        self._sign_all()
        for name in self.env["regie.signed.guard"]._get_guarded_models():
            model = self.env[name]
            record = model.search([(model._guard_path or "id", "=", self.meeting.id)], limit=1)
            for field in model._get_fact_fields() if record else ():
                value = record._fields[field].convert_to_write(record[field], record)
                with self.subTest(model=name, field=field), self.assertRaises(UserError):
                    record.write({field: value})

    def test_signature_needs_a_drawing_and_is_given_once(self):
        chair = self._send()[0]
        for nothing in (False, b"", b"bm90IGFuIGltYWdl"):
            with self.assertRaises(UserError):
                chair._sign(nothing)
        chair._sign(DRAWING)
        with self.assertRaisesRegex(UserError, "GOV-061"):
            chair._sign(DRAWING)

    def test_what_changed_since_it_was_sent_is_not_signed(self):
        chair = self._send()[0]
        self.lines[3].is_excused = True
        with self.assertRaisesRegex(UserError, "GOV-060"):
            chair._sign(DRAWING)
        self.meeting.action_reopen_minutes()
        self.assertEqual((self.meeting.state, len(self.meeting.signature_ids)), ("minutes_draft", 0))
        self._sign_all()
        self.assertEqual(self.meeting.state, "signed")

    def test_signed_minutes_change_no_more(self):
        self._sign_all()
        for record, vals in (
            (self.meeting, {"minutes_closing": "<p>More</p>"}),
            (self.adopted, {"debate": "<p>More</p>"}),
            (self.adopted, {"amount": 1}),
        ):
            with self.assertRaisesRegex(UserError, "GOV-061"):
                record.write(vals)
        with self.assertRaisesRegex(UserError, "GOV-061"):
            self.meeting.action_reopen_minutes()

    def test_seal_of_signed_minutes_does_not_move_when_names_do(self):
        self._sign_all()
        seal, text = self.meeting.minutes_seal, self.meeting.minutes_content
        self.chair.name = "Married name"
        self.board.name = "Council"
        self.company.name = "New name"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((self.meeting.minutes_seal, self.meeting.minutes_content), (seal, text))
        self.assertEqual(self.meeting._find_alterations(), [])

    # Verifying

    def _alter(self, table, statement, *values):
        self.env.flush_all()
        self.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.cr.execute(statement, values)
        self.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def test_intact_minutes_verify_for_whoever_reads_them(self):
        self._sign_all()
        told = self.meeting.with_user(self.reader).action_verify_seal()["params"]
        self.assertEqual((told["type"], told["title"]), ("success", "The seal is intact"))

    def test_verification_names_what_was_altered_in_the_database(self):
        self._sign_all()
        self._alter(
            "regie_resolution",
            "UPDATE regie_resolution SET result = 'adopted', count_for = 5 WHERE id = %s",
            self.rejected.id,
        )
        self._alter("regie_attendance", "UPDATE regie_attendance SET is_excused = true WHERE id = %s", self.lines[4].id)
        found = "\n".join(self.meeting._find_alterations())
        for words in ("Sell the van", "Result", "Attendance", self.lines[4].partner_id.name, "Excused"):
            self.assertIn(words, found)
        self.assertEqual(self.meeting.action_verify_seal()["params"]["type"], "danger")

    def test_verification_sees_a_changed_text_file_or_signature(self):
        self._sign_all()
        self._alter(
            "regie_minutes_signature",
            "UPDATE regie_minutes_signature SET date_signed = '2026-01-01' WHERE id = %s",
            self.meeting.signature_ids[0].id,
        )
        self.assertEqual(len(self.meeting._find_alterations()), 1)
        self._alter(
            "regie_meeting", "UPDATE regie_meeting SET minutes_pdf = %s WHERE id = %s", b"eA==", self.meeting.id
        )
        self.assertEqual(len(self.meeting._find_alterations()), 2)
        self._alter(
            "regie_meeting",
            "UPDATE regie_meeting SET minutes_content = replace(minutes_content, 'Sell', 'Keep') WHERE id = %s",
            self.meeting.id,
        )
        self.assertIn("SHA-256", self.meeting._find_alterations()[0])

    def test_minutes_sealed_again_are_not_those_of_the_register(self):
        self._sign_all()
        other = self.meeting.minutes_content.replace("Sell", "Keep")
        self._alter(
            "regie_meeting",
            "UPDATE regie_meeting SET minutes_content = %s, minutes_seal = %s WHERE id = %s",
            other,
            dossier_seal.seal(other.encode()),
            self.meeting.id,
        )
        self.assertTrue(any("register" in sentence for sentence in self.meeting._find_alterations()))

    # The register

    def test_register_receives_each_deliberation_then_the_minutes(self):
        self._sign_all()
        entries = self.env["regie.register.entry"].search([("meeting_id", "=", self.meeting.id)], order="number")
        self.assertEqual(entries.mapped("kind"), ["deliberation", "deliberation", "minutes"])
        self.assertEqual(entries[:2].mapped("reference"), ["2026-CA-001", "2026-CA-002"])
        self.assertIn(self.meeting.minutes_seal, entries[2].summary)
        self.assertIn(self.meeting.minutes_pdf_seal, entries[2].summary)
        self.assertIsNone(self.env["regie.register.entry"]._find_break(self.company))
        self.assertEqual(register_chain.find_break([]), None)

    def test_what_follows_is_planned(self):
        self._sign_all()
        publish = self.env.ref("regie_governance.mail_activity_type_publish")
        carry = self.env.ref("regie_governance.mail_activity_type_carry_out")
        self.assertEqual(self.meeting.activity_ids.activity_type_id, publish)
        self.assertEqual(self.adopted.activity_ids.activity_type_id, carry)
        self.assertFalse(self.rejected.activity_ids)
        self.meeting.action_publish_deliberations()
        self.assertFalse(self.meeting.activity_ids)
        self.assertEqual(self.adopted.publication_ids.number, "2026-CA-001")
        self.assertFalse(self.rejected.publication_ids)

    # The draft wall

    def test_draft_is_for_who_was_there_and_the_signed_text_for_all_readers(self):
        self.meeting._check_minutes_readable()
        member = self._create_account(self.scribe, "scribe")
        self.meeting.with_user(member)._check_minutes_readable()
        self.meeting.with_user(self.secretary)._check_minutes_readable()
        with self.assertRaises(UserError):
            self.meeting.with_user(self.reader)._check_minutes_readable()
        self._sign_all()
        self.meeting.with_user(self.reader)._check_minutes_readable()

    # Papers

    def test_extract_is_certified_true_to_signed_minutes(self):
        with self.assertRaises(UserError):
            self.adopted.action_print_extract()
        self._sign_all()
        report = self.env["ir.actions.report"].with_user(self.reader)
        text = report._render_qweb_html("regie_governance.report_deliberation_extract", self.adopted.ids)[0].decode()
        for words in ("2026-CA-001", "Certified true", "The board asks for a grant.", "douze mille cinq cents euros"):
            self.assertIn(words, text)
        self.assertNotIn("Sell the van", text)

    def test_attendance_sheet_and_register_print(self):
        self._sign_all()
        report = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        for name, ids in (
            ("report_minutes", self.meeting.ids),
            ("report_attendance_sheet", self.meeting.ids),
            ("report_deliberation_extract", self.adopted.ids),
            ("report_register", self.env["regie.register.entry"].search([("meeting_id", "=", self.meeting.id)]).ids),
        ):
            pdf = report._render_qweb_pdf(f"regie_governance.{name}", ids)[0]
            self.assertTrue(pdf.startswith(b"%PDF"), name)


@tagged("post_install", "-at_install")
class TestCorrection(MinutesCase):
    """Signed minutes stay; what was wrong in them is said by a new document, signed the same way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._sign_all()
        cls.correction = cls._correct()

    @classmethod
    def _correct(cls, **vals):
        return cls.env["regie.minutes.correction"].create(
            {"meeting_id": cls.meeting.id, "reason": "A wrong amount", "text": "<p>Read 12 500</p>", **vals}
        )

    def test_minutes_that_are_not_signed_need_no_correction(self):
        with self.assertRaises(UserError):
            self._correct(meeting_id=self._create_meeting(date="2026-09-01 16:00:00").id)

    def test_correction_is_signed_registered_and_the_minutes_stay(self):
        before = self.meeting.minutes_seal
        self.correction.action_send_to_sign()
        for line in self.correction.signature_ids:
            line._sign(DRAWING)
        self.assertEqual((self.correction.state, self.meeting.minutes_seal), ("signed", before))
        entry = self.env["regie.register.entry"].search([("kind", "=", "correction")])
        self.assertIn(self.correction.minutes_seal, entry.summary)
        self.assertEqual(entry.meeting_id, self.meeting)
        self.assertEqual(self.correction._find_alterations(), [])
        self.assertEqual(self.meeting._find_alterations(), [])

    def test_signed_correction_changes_no_more(self):
        self.correction.action_send_to_sign()
        with self.assertRaisesRegex(UserError, "GOV-061"):
            self.correction.text = "<p>Else</p>"
        for line in self.correction.signature_ids:
            line._sign(DRAWING)
        for act in (lambda: self.correction.write({"reason": "Else"}), self.correction.unlink):
            with self.assertRaisesRegex(UserError, "GOV-061"):
                act()
        with self.assertRaisesRegex(UserError, "GOV-061"):
            self.correction.action_take_back()

    def test_correction_taken_back_is_changed_and_signed_again(self):
        self.correction.action_send_to_sign()
        self.correction.signature_ids[0]._sign(DRAWING)
        self.correction.action_take_back()
        self.assertFalse(self.correction.signature_ids)
        self.correction.text = "<p>Read 12 050</p>"
        self.correction.action_send_to_sign()
        self.assertFalse(any(self.correction.signature_ids.mapped("date_signed")))

    def test_nobody_signs_a_correction_by_hand(self):
        for vals in ({"date_signed": "2026-06-20 08:00:00"}, {"minutes_seal": "0"}):
            with self.assertRaisesRegex(UserError, "GOV-060"):
                self.correction.with_user(self.president).write(vals)

    def test_secretary_sends_a_correction_and_takes_it_back_with_the_buttons_only(self):
        correction = self.correction.with_user(self.secretary)
        for vals in ({"date_sent": "2026-06-20 08:00:00"}, {"number": 7}, {"state": "sent"}, {"name": "Else"}):
            with self.subTest(vals=vals), self.assertRule("FACT-01"):
                correction.write(vals)
        correction.action_send_to_sign()
        self.assertEqual((correction.state, len(correction.signature_ids)), ("sent", 2))
        correction.action_take_back()
        self.assertEqual(correction.state, "draft")
        another = correction.create({"meeting_id": self.meeting.id, "reason": "A name", "text": "<p>Fatou</p>"})
        self.assertEqual(another.number, 2)

    def test_correction_without_text_is_not_sent(self):
        self.correction.text = "<p><br></p>"
        with self.assertRaisesRegex(UserError, "GOV-060"):
            self.correction.action_send_to_sign()

    def test_corrections_of_a_meeting_are_numbered(self):
        self.assertEqual((self.correction.number, self._correct().number), (1, 2))
