from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Datetime
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestRecusal(GovernanceCase):
    """Who leaves a point is out of it in every respect: no vote, no proxy held or given, no chair."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fatou, cls.michel, cls.leila = (cls._create_mandate().partner_id for _index in range(3))
        cls.away = cls._create_mandate().partner_id
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()
        cls._enter(cls.meeting, cls.fatou, cls.michel, cls.leila)
        cls.point = cls._create_resolution(cls.meeting, "Contract with the landlord")

    def _vote_vals(self, person, voter=None, **vals):
        voice = self.meeting.attendance_ids.filtered(lambda line: line.partner_id == person)
        return {
            "resolution_id": self.point.id,
            "attendance_id": voice.id,
            "voter_id": (voter or person).id,
            "choice": "for",
            **vals,
        }

    def _choices(self):
        return {line.attendance_id.partner_id: line.choice for line in self.point.vote_line_ids}

    # The doors (GOV-041)
    def test_recused_person_does_not_vote_from_the_form(self):
        self._recuse(self.point, self.fatou)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self.env["regie.vote.line"].with_user(self.secretary).create(self._vote_vals(self.fatou))

    def test_recused_person_does_not_vote_by_import(self):
        self._recuse(self.point, self.fatou)
        voice = self.meeting.attendance_ids.filtered(lambda line: line.partner_id == self.fatou)
        done = (
            self.env["regie.vote.line"]
            .with_user(self.secretary)
            .load(
                ["resolution_id/.id", "attendance_id/.id", "voter_id/.id", "choice"],
                [[str(self.point.id), str(voice.id), str(self.fatou.id), "for"]],
            )
        )
        self.assertFalse(done["ids"])
        self.assertIn("GOV-041", done["messages"][0]["message"])

    def test_recused_person_does_not_vote_by_writing_over_the_line_of_the_recusal(self):
        self._recuse(self.point, self.fatou)
        line = self.point.vote_line_ids.with_user(self.secretary)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            line.write({"choice": "for"})
        self.assertEqual(line.choice, "recused")

    def test_recused_person_does_not_vote_in_the_name_of_another(self):
        self._recuse(self.point, self.fatou)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self.env["regie.vote.line"].create(self._vote_vals(self.away, voter=self.fatou))

    def _insert(self, vals):
        self.env.cr.execute(
            "INSERT INTO regie_vote_line (resolution_id, attendance_id, voter_id, choice, channel)"
            " VALUES (%(resolution_id)s, %(attendance_id)s, %(voter_id)s, %(choice)s, 'room') RETURNING id",
            vals,
        )
        return self.env.cr.fetchone()

    @mute_logger("odoo.sql_db")
    def test_recused_person_does_not_vote_by_sql(self):
        self._recuse(self.point, self.fatou)
        self.env.flush_all()
        with self.assertRaisesRegex(CheckViolation, "GOV-041"), self.env.cr.savepoint():
            self._insert(self._vote_vals(self.fatou))
        with self.assertRaisesRegex(CheckViolation, "GOV-041"), self.env.cr.savepoint():
            self._insert(self._vote_vals(self.away, voter=self.fatou))
        with self.assertRaisesRegex(CheckViolation, "GOV-041"), self.env.cr.savepoint():
            self.env.cr.execute("UPDATE regie_vote_line SET choice = 'for' WHERE resolution_id = %s", [self.point.id])
        self.assertTrue(self._insert(self._vote_vals(self.michel)), "the others vote")

    @mute_logger("odoo.sql_db")
    def test_refusal_of_the_database_is_told_in_words(self):
        self._recuse(self.point, self.fatou)
        self.env.flush_all()
        with self.assertRaises(CheckViolation) as refused, self.env.cr.savepoint():
            self._insert(self._vote_vals(self.fatou))
        message = self.env["regie.vote.line"]._sql_error_to_message(refused.exception)
        self.assertIn("neither votes nor gives a proxy on this point. (GOV-041)", message)

    def test_others_vote_and_the_recused_person_votes_on_the_other_points(self):
        self.point.write({"vote_mode": "nominal", "date_opened": Datetime.now()})
        self._recuse(self.point, self.fatou)
        lines = self.env["regie.vote.line"]
        lines.create(self._vote_vals(self.michel))
        self.point.date_closed = Datetime.now()
        other = self._create_resolution(self.meeting, "Budget", vote_mode="nominal")
        other.date_opened = Datetime.now()
        lines.create(self._vote_vals(self.fatou, resolution_id=other.id))
        self.assertEqual(self._choices(), {self.fatou: "recused", self.michel: "for"})

    # Proxies
    def test_proxies_held_are_suspended_and_the_proxy_given_is_void(self):
        self._give_proxy(self.meeting, self.away, self.fatou).date_accepted = self.meeting.date
        recusal = self._recuse(self.point, self.fatou)
        self.assertEqual(self._choices(), {self.fatou: "recused", self.away: "suspended"})
        self.assertEqual(recusal.suspended_proxy_ids.giver_id.partner_id, self.away)
        self.assertIn(self.away.name, recusal.minute_text)
        giver = self._recuse(self._create_resolution(self.meeting), self.away)
        self.assertEqual(giver.resolution_id.vote_line_ids.choice, "recused")
        self.assertNotIn(self.away, [line.partner_id for line, _voter, _proxy in giver.resolution_id._get_voices()])

    def test_substitute_who_is_there_takes_over_the_proxy(self):
        proxy = self._give_proxy(self.meeting, self.away, self.fatou, substitute_id=self.michel.id)
        proxy.date_accepted = self.meeting.date
        self._recuse(self.point, self.fatou)
        self.assertEqual(self._choices(), {self.fatou: "recused"})
        self.assertIn((proxy.giver_id, self.michel, proxy), self.point._get_voices())

    def test_substitute_over_the_limit_of_the_statutes_does_not_take_over(self):
        self._set_meeting_rule(self.board, is_proxy_limited=True, proxy_max=0)
        proxy = self._give_proxy(self.meeting, self.away, self.fatou, substitute_id=self.michel.id)
        proxy.date_accepted = self.meeting.date
        self._recuse(self.point, self.fatou)
        self.assertEqual(self._choices()[self.away], "suspended")

    def test_proxy_accepted_after_the_recusal_is_suspended_too(self):
        self._recuse(self.point, self.fatou)
        self._give_proxy(self.meeting, self.away, self.fatou).date_accepted = self.meeting.date
        self.assertEqual(self._choices()[self.away], "suspended")

    def test_giver_who_comes_in_votes_in_person(self):
        self._give_proxy(self.meeting, self.away, self.fatou).date_accepted = self.meeting.date
        self._recuse(self.point, self.fatou)
        self._enter(self.meeting, self.away)
        self.assertEqual(self._choices(), {self.fatou: "recused"})

    def test_proxy_for_the_point_alone_is_refused(self):
        self._recuse(self.point, self.fatou)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self._give_proxy(self.meeting, self.away, self.fatou, resolution_ids=[(4, self.point.id)])
        self._recuse(self.point, self.away)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self._give_proxy(self.meeting, self.away, self.michel, resolution_ids=[(4, self.point.id)])

    # Life of a recusal
    def test_recusal_before_the_roll_takes_the_voice_out_once_the_roll_is_made(self):
        meeting = self._create_meeting(date="2026-07-10 16:00:00")
        point = self._create_resolution(meeting)
        self._recuse(point, self.fatou)
        self.assertFalse(point.vote_line_ids)
        meeting._sync_attendance()
        self.assertEqual(point.vote_line_ids.mapped("choice"), ["recused"])

    def test_recusal_during_the_vote_takes_the_vote_by_name_back(self):
        self.point.write({"vote_mode": "nominal", "date_opened": Datetime.now()})
        self.env["regie.vote.line"].create(self._vote_vals(self.fatou))
        recusal = self._recuse(self.point, self.fatou)
        self.assertEqual(self._choices(), {self.fatou: "recused"})
        self.assertEqual(recusal.moment, "during")

    def test_recusal_after_a_secret_ballot_was_cast_is_refused(self):
        self.point.write({"vote_mode": "secret", "date_opened": Datetime.now()})
        self.env["regie.vote.line"].create(self._vote_vals(self.fatou, choice=False))
        with self.assertRaisesRegex(UserError, "nobody can take this ballot back.*GOV-041"), self.env.cr.savepoint():
            self._recuse(self.point, self.fatou)
        self.assertTrue(self._recuse(self.point, self.michel), "who has not voted yet still leaves")

    def test_recusal_on_a_closed_point_is_refused(self):
        self.point.write({"date_opened": Datetime.now(), "date_closed": Datetime.now()})
        with self.assertRaisesRegex(UserError, "GOV-044"):
            self._recuse(self.point, self.fatou)

    def test_second_recusal_of_the_same_person_is_refused(self):
        self._recuse(self.point, self.fatou)
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "regie_recusal_person_uniq"):
            self._recuse(self.point, self.fatou)

    def test_cancelled_recusal_gives_the_voice_back(self):
        self._give_proxy(self.meeting, self.away, self.fatou).date_accepted = self.meeting.date
        recusal = self._recuse(self.point, self.fatou)
        with self.assertRaises(UserError):
            recusal._cancel("  ")
        recusal._cancel("Declared on the wrong point")
        self.assertFalse(self.point.vote_line_ids)
        self.assertEqual(recusal.state, "cancelled")
        self.point.write({"vote_mode": "nominal", "date_opened": Datetime.now()})
        self.env["regie.vote.line"].create(self._vote_vals(self.fatou))

    def test_nobody_cancels_their_own_recusal_nor_one_of_a_closed_vote(self):
        recusal = self._recuse(self.point, self.secretary.partner_id)
        with self.assertRaisesRegex(UserError, "GOV-041"):
            recusal.with_user(self.secretary)._cancel("I changed my mind")
        other = self._recuse(self.point, self.fatou)
        self.point.write({"date_opened": Datetime.now(), "date_closed": Datetime.now()})
        with self.assertRaisesRegex(UserError, "GOV-044"):
            other._cancel("Too late")

    def test_recusal_is_never_deleted(self):
        with self.assertRaisesRegex(UserError, "GOV-062"):
            self._recuse(self.point, self.fatou).unlink()

    def test_recusal_of_signed_minutes_no_longer_changes(self):
        recusal = self._recuse(self.point, self.fatou)
        self.meeting.date_signed = Datetime.now()
        with self.assertRaisesRegex(UserError, "GOV-061"):
            recusal.reason = "Something else"

    # Hours (GOV-047, GOV-048)
    def test_point_does_not_close_before_the_exit_is_noted(self):
        recusal = self._recuse(self.point, self.fatou)
        with self.assertRaisesRegex(UserError, "GOV-047"):
            self.point._check_can_close()
        recusal.action_left()
        self.point._check_can_close()
        self.assertEqual(recusal.state, "recorded")

    def test_exit_of_somebody_who_never_came_is_not_asked_for(self):
        self._recuse(self.point, self.away)
        self.point._check_can_close()

    def test_nobody_comes_back_before_the_end_of_the_point(self):
        recusal = self._recuse(self.point, self.fatou, date_left="2026-06-10 17:00:00")
        with self.assertRaisesRegex(ValidationError, "GOV-048"), self.env.cr.savepoint():
            recusal.date_returned = "2026-06-10 17:10:00"
        self.point.write({"date_opened": "2026-06-10 17:01:00", "date_closed": "2026-06-10 17:20:00"})
        with self.assertRaisesRegex(ValidationError, "GOV-048"), self.env.cr.savepoint():
            recusal.date_returned = "2026-06-10 17:19:00"
        recusal.date_returned = "2026-06-10 17:20:00"

    @mute_logger("odoo.sql_db")
    def test_return_before_the_exit_is_refused_by_the_database(self):
        self.point.write({"date_opened": "2026-06-10 17:01:00", "date_closed": "2026-06-10 17:20:00"})
        recusal = self._recuse(self._create_resolution(self.meeting, is_vote=False), self.fatou)
        recusal.date_left = "2026-06-10 17:00:00"
        with self.assertRaisesRegex(CheckViolation, "left_before_returned"), self.env.cr.savepoint():
            recusal.date_returned = "2026-06-10 16:00:00"
            recusal.flush_recordset()

    # The chair (GOV-046)
    def test_recused_chair_is_replaced_by_a_voter_who_is_there(self):
        self.meeting.chair_id = self.fatou
        self._recuse(self.point, self.fatou)
        for substitute in (self.env["res.partner"], self.fatou, self.away, self.secretary.partner_id):
            self.point.chair_id = substitute
            with self.assertRaisesRegex(UserError, "GOV-046"):
                self.point._check_can_open()
        self.point.chair_id = self.michel
        self.point._check_can_open()

    def test_recused_substitute_does_not_preside_either(self):
        self.meeting.chair_id = self.fatou
        self._recuse(self.point, self.fatou)
        self.point.chair_id = self.michel
        self._recuse(self.point, self.michel)
        with self.assertRaisesRegex(UserError, "GOV-046"):
            self.point._check_can_open()

    def test_chair_does_not_leave_an_open_vote_without_a_substitute(self):
        self.meeting.chair_id = self.fatou
        self.point.date_opened = Datetime.now()
        with self.assertRaisesRegex(UserError, "GOV-046"), self.env.cr.savepoint():
            self._recuse(self.point, self.fatou)
        self.point.chair_id = self.michel
        self.assertTrue(self._recuse(self.point, self.fatou))

    # Scopes
    def test_recusal_outside_needs_its_attestation_and_blocks_no_vote(self):
        vals = {"partner_id": self.fatou.id, "reason": "Sits in the board of the landlord", "is_internal_organ": False}
        vals.update(is_external_assembly=True, external_body="Board of the landlord")
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.env["regie.recusal"].create(vals)
        file = self.env["ir.attachment"].create({"name": "attestation.pdf", "raw": b"pdf"})
        recusal = self.env["regie.recusal"].create({**vals, "attachment_ids": [(4, file.id)]})
        self.assertEqual((recusal.state, recusal.is_active), ("recorded", False))

    def test_recusal_withdraws_from_something(self):
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self._recuse(self.point, self.fatou, is_internal_organ=False, is_preparatory_work=False)
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            self.env["regie.recusal"].create({"partner_id": self.fatou.id, "reason": "No point"})

    def test_wizard_records_who_leaves_and_who_presides(self):
        self.meeting.chair_id = self.fatou
        self.point.date_opened = Datetime.now()
        wizard = (
            self.env["regie.recusal.record"]
            .with_user(self.secretary)
            .create(
                {
                    "resolution_id": self.point.id,
                    "partner_id": self.fatou.id,
                    "reason": "Works for the landlord",
                    "chair_id": self.michel.id,
                    "is_statement": True,
                }
            )
        )
        self.assertEqual((wizard.is_chair, wizard.is_left_now), (True, True))
        recusal = self.env["regie.recusal"].browse(wizard.action_record()["res_id"])
        self.assertTrue(recusal.date_left)
        self.assertIn("gave neither instruction nor power", recusal.minute_text)
        self.assertIn(f"{self.michel.name} presides over this point", recusal.minute_text)

    def test_reader_records_no_recusal(self):
        with self.assertRaises(AccessError):
            self.env["regie.recusal"].with_user(self.reader).create(
                {"resolution_id": self.point.id, "partner_id": self.fatou.id, "reason": "Reader"}
            )

    # Quorum, with figures: four mandates, three there, half needed
    def test_recused_administrator_does_not_count_in_quorum(self):
        figures = {"numerator": (4, 2, 2, True), "both": (3, 2, 2, True), "opening": (4, 2, 2, True)}
        self.meeting.date_opened = self.meeting.date
        self._recuse(self.point, self.fatou)
        for mode, expected in figures.items():
            self.statutes.recusal_quorum_mode = mode
            quorum = self.meeting._get_quorum(self.point)
            if mode == "opening":
                self.assertTrue(quorum.is_reached, mode)
            else:
                self.assertEqual((quorum.base, quorum.need, quorum.got, quorum.is_reached), expected, mode)

    def test_two_recusals_lose_the_quorum_only_where_the_base_stays(self):
        self.meeting.date_opened = self.meeting.date
        self._recuse(self.point, self.fatou)
        self._recuse(self.point, self.michel)
        reached = {}
        for mode in ("numerator", "both", "opening"):
            self.statutes.recusal_quorum_mode = mode
            reached[mode] = self.meeting._get_quorum(self.point).is_reached
        # base 4, need 2, got 1: lost; base 2, need 1, got 1: kept; 3 of 4 at the opening: kept
        self.assertEqual(reached, {"numerator": False, "both": True, "opening": True})
