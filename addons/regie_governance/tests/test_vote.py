import psycopg2

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_vote import VoteCase


@tagged("post_install", "-at_install")
class TestVote(VoteCase):
    """From the opening of a vote to its result in words."""

    def test_show_of_hands_gives_a_result_in_words(self):
        point = self._create_open_point()
        self._count_room(point, count_for=3, count_against=1, count_abstain=1)
        point._close_vote()
        self.assertEqual((point.result, point.state), ("adopted", "closed"))
        self.assertEqual((point.count_for, point.voter_count, point.present_count), (3, 5, 5))
        for words in ("5 persons could vote", "Quorum: 5 for 3 needed", "3 for, 1 against, 1 abstention(s)", "adopted"):
            self.assertIn(words, point.decision_sentence)
        self.assertEqual(point.rule_snapshot["need"], "3")
        self.assertEqual(point.rule_snapshot["got"], "3")

    def test_count_that_is_not_that_of_the_voters_is_refused(self):
        point = self._create_open_point()
        self._count_room(point, count_for=6)
        with self.assertRaisesRegex(ValidationError, r"6 votes counted for 5 voters.*GOV-040"):
            point._close_vote()
        self._count_room(point, count_for=2)
        point.action_complete_not_voting()
        point._close_vote()
        self.assertEqual((point.count_for, point.count_not_voting, point.result), (2, 3, "adopted"))

    def test_all_the_others_are_for_in_one_tap(self):
        point = self._create_open_point()
        self._count_room(point, count_against=1)
        point.action_complete_for()
        point._close_vote()
        self.assertEqual((point.count_for, point.count_against), (4, 1))

    def test_online_and_room_make_one_count(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        lines = self._voters(point)
        self._cast(point, lines[0], "against")
        self._cast(point, lines[1], "abstain")
        self.assertEqual((point.voice_count, point.voted_count, point.missing_count), (5, 2, 3))
        self._count_room(point, count_for=3)
        point._close_vote()
        self.assertEqual((point.count_for, point.count_against, point.count_abstain), (3, 1, 1))

    def test_vote_by_name_keeps_the_choice_of_each(self):
        point = self._create_open_point(vote_mode="nominal")
        self.assertFalse(point.tally_ids)
        for line, choice in zip(self._voters(point), ("for", "for", "against", "blank", "null"), strict=True):
            point._cast(line.partner_id, {line.id: choice}, channel="room")
        point._close_vote()
        self.assertEqual(point.result, "adopted")
        self.assertEqual(point.vote_line_ids.sorted("id").mapped("choice"), ["for", "for", "against", "blank", "null"])

    def test_acclamation_needs_that_nobody_is_against(self):
        point = self._create_open_point(vote_mode="acclamation")
        self._count_room(point, count_against=1)
        with self.assertRaisesRegex(UserError, "no acclamation"):
            point._close_vote()
        self._count_room(point, count_against=0)
        point._close_vote()
        self.assertEqual((point.count_for, point.result), (5, "adopted"))

    # -- opening ---------------------------------------------------------------------------------------------------
    def test_point_added_after_the_convocation_is_not_voted(self):
        meeting = self._create_open_meeting()
        told = self._create_resolution(meeting, title="Accounts")
        self._open(meeting)
        late = self._create_resolution(meeting)
        self.assertTrue(told.date_on_agenda)
        self.assertFalse(late.date_on_agenda)
        with self.assertRaisesRegex(UserError, "GOV-022"):
            late._open_vote()
        with self.assertRaisesRegex(UserError, "GOV-044"):
            late.with_user(self.secretary).date_on_agenda = "2026-05-20 08:00:00"
        told._open_vote()
        late.action_adjourn()
        self.assertEqual((told.state, late.result), ("open", "adjourned"))

    def test_vote_does_not_open_below_the_quorum(self):
        meeting = self._create_open_meeting()
        for line in self._voters(meeting.resolution_ids or self._create_resolution(meeting))[:3]:
            line.presence_ids.write({"date_out": meeting.date})
        with self.assertRaisesRegex(UserError, r"2 of 3 needed.*GOV-024"):
            self._create_open_point(meeting)

    def test_vote_closed_without_its_quorum_decides_nothing(self):
        point = self._create_open_point()
        self._count_room(point, count_for=2)
        for line in self._voters(point)[:3]:
            line.presence_ids.write({"date_out": "2026-06-10 17:00:00"})
        point._close_vote()
        self.assertEqual(point.result, "no_quorum")
        self.assertIn("quorum was lost", point.decision_sentence)

    def test_vote_opens_in_an_open_meeting_only(self):
        point = self._create_resolution(self._create_open_meeting())
        with self.assertRaisesRegex(UserError, "Open the meeting"):
            point._open_vote()

    def test_one_point_is_voted_at_a_time(self):
        point = self._create_open_point()
        with self.assertRaisesRegex(UserError, "is being voted"):
            self._create_open_point(point.meeting_id, title="Budget")

    @mute_logger("odoo.sql_db")
    def test_postgresql_keeps_one_point_open_at_a_time(self):
        point = self._create_open_point()
        other = self._create_open_point(point.meeting_id, open_vote=False)
        with self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            other.date_opened = point.date_opened
            other.flush_recordset()

    def test_hook_of_the_interests_is_asked_before_the_opening(self):
        point = self._create_open_point(open_vote=False)
        refusal = UserError("GOV-045")
        self.patch(type(point), "_check_can_open", lambda point: (_ for _ in ()).throw(refusal))
        with self.assertRaisesRegex(UserError, "GOV-045"):
            point._open_vote()
        self.assertEqual(point.state, "ready")

    def test_information_is_noted_and_not_voted(self):
        point = self._create_open_point(open_vote=False, is_vote=False)
        with self.assertRaisesRegex(UserError, "point of information"):
            point._open_vote()
        point.action_note()
        self.assertEqual((point.result, point.state), ("noted", "closed"))

    def test_point_that_is_withdrawn_is_not_voted_any_more(self):
        point = self._create_open_point(open_vote=False)
        point.action_withdraw()
        self.assertEqual((point.result, point.state), ("withdrawn", "closed"))
        with self.assertRaisesRegex(UserError, "GOV-044"):
            point._open_vote()

    def test_point_that_was_voted_is_not_withdrawn(self):
        point = self._create_open_point()
        self._count_room(point, count_for=1)
        with self.assertRaisesRegex(UserError, "GOV-044"):
            point.action_withdraw()

    # -- what does not change --------------------------------------------------------------------------------------
    def test_nothing_is_voted_after_the_closing(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        self._count_room(point, count_for=5)
        point._close_vote()
        line = self._voters(point)[0]
        for act in (
            lambda: self._cast(point, line, "for"),
            lambda: self._count_room(point, count_for=4),
            lambda: self.env["regie.vote.line"].create(
                {"resolution_id": point.id, "attendance_id": line.id, "voter_id": line.partner_id.id, "choice": "for"}
            ),
            lambda: point.tally_ids.unlink(),
            point._close_vote,
            point._restart_vote,
        ):
            with self.assertRaisesRegex(UserError, "GOV-044"), self.cr.savepoint():
                act()

    def test_negative_count_is_refused(self):
        point = self._create_open_point()
        with self.assertRaisesRegex(ValidationError, "GOV-044"):
            self._count_room(point, count_for=-1)
        with self.assertRaisesRegex(ValidationError, "GOV-044"):
            self.env["regie.resolution.tally"].create({"resolution_id": point.id, "count_null": -2})

    def test_secretary_counts_and_writes_no_result(self):
        point = self._create_open_point(open_vote=False).with_user(self.secretary)
        point.action_open_vote()
        point.tally_ids.count_for = 5
        for vals in ({"result": "rejected"}, {"count_for": 9}, {"date_closed": "2026-06-10 18:00:00"}, {"title": "x"}):
            with self.assertRaisesRegex(UserError, "GOV-044"):
                point.write(vals)
        point.action_close_vote()
        self.assertEqual(point.result, "adopted")
        for vals in ({"text": "Other"}, {"vote_mode": "secret"}, {"decision_sentence": "Rejected"}):
            with self.assertRaisesRegex(UserError, "GOV-044"):
                point.write(vals)

    def test_reader_neither_opens_nor_closes(self):
        point = self._create_open_point(open_vote=False)
        with self.assertRaises(AccessError):
            point.with_user(self.reader).action_open_vote()
        point._open_vote()
        with self.assertRaises(AccessError):
            point.with_user(self.reader).action_close_vote()
        with self.assertRaises(AccessError):
            point.with_user(self.reader).vote_line_ids.mapped("choice")

    def test_vote_is_corrected_in_the_room_and_not_online(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point(vote_mode="nominal")
        lines = self._voters(point)
        noted = point._cast(lines[0].partner_id, {lines[0].id: "for"}, channel="room")
        noted.with_user(self.secretary).choice = "against"
        online = self._cast(point, lines[1], "for")
        for vals in ({"choice": "against"}, {"voter_id": lines[0].partner_id.id}):
            with self.assertRaisesRegex(UserError, "GOV-044"):
                online.with_user(self.secretary).write(vals)

    def test_restart_forgets_the_votes(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        self._cast(point, self._voters(point)[0], "against")
        self._count_room(point, count_for=4)
        point.action_restart_vote()
        self.assertEqual(point.voted_count, 0)
        self._count_room(point, count_for=5)
        point._close_vote()
        self.assertEqual(point.count_for, 5)

    def test_meeting_does_not_end_during_a_vote(self):
        point = self._create_open_point()
        with self.assertRaisesRegex(UserError, "points first|vote under way"):
            point.meeting_id.action_close()

    # -- majorities of the statutes --------------------------------------------------------------------------------
    def test_majority_of_the_present_leaves_proxies_out(self):
        self._set_vote_rule(self.board, majority_base="present", majority_rule="absolute")
        meeting = self._create_open_meeting()
        lines = meeting.attendance_ids.sorted("id")
        lines[4].presence_ids.unlink()
        self._give_proxy(meeting, lines[4].partner_id, lines[0].partner_id).date_accepted = meeting.date
        point = self._create_open_point(meeting)
        self.assertEqual(point.voice_count, 4)
        self._count_room(point, count_for=3, count_abstain=1)
        point._close_vote()
        self.assertEqual((point.result, point.proxy_count), ("adopted", 0))

    def test_proxies_vote_and_are_told_apart(self):
        meeting = self._create_open_meeting()
        lines = meeting.attendance_ids.sorted("id")
        lines[4].presence_ids.unlink()
        self._give_proxy(meeting, lines[4].partner_id, lines[0].partner_id).date_accepted = meeting.date
        point = self._create_open_point(meeting)
        self._count_room(point, count_for=5)
        point._close_vote()
        self.assertEqual((point.voter_count, point.present_count, point.proxy_count), (5, 4, 1))
        self.assertIn("5 votes were possible: 4 in person and 1 by proxy", point.decision_sentence)

    def test_colleges_are_counted_apart_when_they_weigh(self):
        self._set_vote_rule(self.board, college_mode="proportional")
        for code, weight in (("HAB", 60), ("BAI", 40)):
            self.env["regie.statutes.seat"].create(
                {
                    "statutes_id": self.statutes.id,
                    "organ_id": self.board.id,
                    "college_id": self.colleges[code].id,
                    "weight": weight,
                }
            )
        point = self._create_open_point(self._create_open_meeting(6, colleges=("HAB", "BAI")))
        residents, landlords = point.tally_ids.sorted(lambda row: row.college_id != self.colleges["HAB"])
        residents.write({"count_for": 2, "count_against": 1})
        landlords.write({"count_for": 1, "count_against": 1})
        with self.assertRaisesRegex(ValidationError, r"College .*2 votes counted for 3 voters.*GOV-040"):
            point._close_vote()
        landlords.count_against = 2
        point._close_vote()
        # 60 x 2/3 + 40 x 1/3 = 160/3 of 100
        self.assertEqual((point.result, point.rule_snapshot["got"]), ("adopted", "160/3"))
        self.assertIn("53.33 %", point.decision_sentence)

    def test_statutes_that_change_later_do_not_change_a_result(self):
        point = self._create_open_point()
        self._count_room(point, count_for=3, count_against=2)
        point._close_vote()
        self._set_vote_rule(self.board, majority_rule="two_thirds")
        self.assertEqual((point.result, point.rule_snapshot["majority"]), ("adopted", "simple"))
        self.assertIn("more votes for than against", point.rule_words)

    # -- casting vote ----------------------------------------------------------------------------------------------
    def _vote_equally(self, **vals):
        self._set_vote_rule(self.board, tie_rule="casting")
        point = self._create_open_point(self._create_open_meeting(4), **vals)
        self._count_room(point, count_for=2, count_against=2)
        return point

    def test_chair_decides_between_equal_votes(self):
        point = self._vote_equally()
        point.casting_choice = "for"
        point._close_vote()
        self.assertEqual(point.result, "adopted")
        self.assertIn("the vote of the chair decides", point.decision_sentence)

    def test_chair_who_chose_nothing_decides_nothing(self):
        point = self._vote_equally()
        point._close_vote()
        self.assertEqual(point.result, "tie")

    def test_substitute_chair_decides_only_if_the_statutes_say_so(self):
        point = self._vote_equally()
        point.chair_id = self._voters(point)[1].partner_id
        point.casting_choice = "for"
        self.assertFalse(point._get_casting_choice())
        self.statutes.is_substitute_casting = True
        self.assertEqual(point._get_casting_choice(), "for")

    def test_vote_of_the_chair_by_name_is_the_casting_vote(self):
        self._set_vote_rule(self.board, tie_rule="casting")
        point = self._create_open_point(self._create_open_meeting(2), vote_mode="nominal")
        for line, choice in zip(self._voters(point), ("against", "for"), strict=True):
            point._cast(line.partner_id, {line.id: choice}, channel="room")
        point._close_vote()
        self.assertEqual((point.result, point.rule_snapshot["casting"]), ("rejected", "against"))

    def test_no_casting_vote_in_a_secret_ballot(self):
        self._set_vote_rule(self.board, tie_rule="casting")
        point = self._create_open_point(self._create_open_meeting(4), vote_mode="secret")
        with self.assertRaisesRegex(ValidationError, "GOV-042"):
            point.casting_choice = "for"
        self._count_room(point, count_for=2, count_against=2)
        point._close_vote()
        self.assertEqual(point.result, "tie")

    # -- recusals --------------------------------------------------------------------------------------------------
    def test_recused_person_does_not_vote_by_any_door(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point(open_vote=False, vote_mode="nominal")
        line = self._voters(point)[1]
        self._recuse(point, line.partner_id)
        point._open_vote()
        self.assertEqual(point.vote_line_ids.choice, "recused")
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self._cast(point, line, "for")
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self.env["regie.vote.line"].create(
                {
                    "resolution_id": point.id,
                    "attendance_id": self._voters(point)[2].id,
                    "voter_id": line.partner_id.id,
                    "choice": "for",
                }
            )
        self.assertEqual(point.voice_count, 4)

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_the_vote_of_a_recused_person(self):
        point = self._create_open_point(open_vote=False)
        line = self._voters(point)[1]
        self._recuse(point, line.partner_id)
        point._open_vote()
        with self.assertRaisesRegex(psycopg2.errors.CheckViolation, "GOV-041"), self.cr.savepoint():
            self.env.cr.execute(
                "INSERT INTO regie_vote_line (resolution_id, attendance_id, voter_id, choice, channel)"
                " VALUES (%s, %s, %s, 'for', 'room')",
                [point.id, line.id, line.partner_id.id],
            )

    def test_recusal_suspends_the_proxies_held(self):
        meeting = self._create_open_meeting()
        lines = meeting.attendance_ids.sorted("id")
        lines[4].presence_ids.unlink()
        self._give_proxy(meeting, lines[4].partner_id, lines[1].partner_id).date_accepted = meeting.date
        point = self._create_open_point(meeting, open_vote=False)
        self._recuse(point, lines[1].partner_id)
        point._open_vote()
        barred = {line.attendance_id: line.choice for line in point.vote_line_ids}
        self.assertEqual(barred, {lines[1]: "recused", lines[4]: "suspended"})
        self._count_room(point, count_for=3)
        point._close_vote()
        self.assertEqual((point.voter_count, point.recused_count), (3, 1))
        self.assertIn("One person was recused", point.decision_sentence)

    def test_recusal_during_the_vote_takes_the_vote_by_name_back(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        lines = self._voters(point)
        self._cast(point, lines[1], "for")
        self._recuse(point, lines[1].partner_id)
        self.assertEqual(point.voted_count, 0)
        recusal = self._recuse(point, lines[2].partner_id)
        with self.assertRaisesRegex(ValidationError, "GOV-041"):
            self._cast(point, lines[2], "for")
        recusal.date_cancelled = "2026-06-10 16:30:00"
        self._cast(point, lines[2], "for")
        self.assertEqual(point.voted_count, 1)

    def test_recused_leave_the_base_of_the_majority(self):
        self._set_vote_rule(self.board, majority_base="members", majority_rule="absolute")
        point = self._create_open_point(self._create_open_meeting(6), open_vote=False)
        self._recuse(point, self._voters(point)[5].partner_id)
        point._open_vote()
        self._count_room(point, count_for=3, count_abstain=2)
        point._close_vote()
        self.assertEqual((point.result, point.member_count), ("adopted", 5))

    # -- doors -----------------------------------------------------------------------------------------------------
    def test_second_vote_gets_a_kind_sentence_and_counts_once(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        line = self._voters(point)[0]
        self._cast(point, line, "for")
        with self.assertRaisesRegex(UserError, r"already recorded.*GOV-040"):
            self._cast(point, line, "against")
        self.assertEqual(point.vote_line_ids.choice, "for")

    def test_nobody_votes_for_somebody_else(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        point = self._create_open_point()
        lines = self._voters(point)
        with self.assertRaisesRegex(UserError, "GOV-040"):
            point._cast(lines[0].partner_id, {lines[1].id: "for"})
        lines[2].presence_ids.write({"date_out": "2026-06-10 16:30:00"})
        with self.assertRaisesRegex(UserError, "GOV-040"):
            self._cast(point, lines[2], "for")

    def test_voice_of_another_meeting_is_refused(self):
        point = self._create_open_point(vote_mode="nominal")
        other = self._create_open_meeting(1, organ=self.bureau)
        line = other.attendance_ids[:1]
        with self.assertRaisesRegex(ValidationError, "GOV-040"):
            self.env["regie.vote.line"].create(
                {"resolution_id": point.id, "attendance_id": line.id, "voter_id": line.partner_id.id, "choice": "for"}
            )

    def test_online_vote_needs_that_the_statutes_allow_it(self):
        point = self._create_open_point()
        with self.assertRaisesRegex(UserError, "counted in the room"):
            self._cast(point, self._voters(point)[0], "for")

    def test_holder_votes_for_those_who_gave_a_proxy(self):
        self._set_meeting_rule(self.board, is_online_vote_allowed=True)
        meeting = self._create_open_meeting()
        lines = meeting.attendance_ids.sorted("id")
        lines[4].presence_ids.unlink()
        self._give_proxy(meeting, lines[4].partner_id, lines[0].partner_id).date_accepted = meeting.date
        point = self._create_open_point(meeting)
        votes = self._cast(point, lines[0], "for", lines[4])
        self.assertEqual(votes.filtered("proxy_id").attendance_id, lines[4])
        self.assertEqual(votes.voter_id, lines[0].partner_id)

    def test_other_company_sees_nothing_of_the_votes(self):
        point = self._create_open_point(vote_mode="nominal")
        line = self._voters(point)[0]
        point._cast(line.partner_id, {line.id: "for"}, channel="room")
        stranger = self._create_user("stranger", "group_role_office", company=self._create_company())
        self.assertFalse(self.env["regie.vote.line"].with_user(stranger).search([("resolution_id", "=", point.id)]))
        self.assertTrue(
            self.env["regie.vote.line"].with_user(self.secretary).search([("resolution_id", "=", point.id)])
        )

    def test_commands_of_a_form_write_votes_through_the_same_walls(self):
        point = self._create_open_point(vote_mode="nominal")
        line = self._voters(point)[0]
        vals = {"attendance_id": line.id, "voter_id": line.partner_id.id, "choice": "for"}
        point.with_user(self.secretary).write({"vote_line_ids": [Command.create(vals)]})
        with mute_logger("odoo.sql_db"), self.assertRaises(psycopg2.errors.UniqueViolation), self.cr.savepoint():
            point.with_user(self.secretary).write({"vote_line_ids": [Command.create({**vals, "choice": "against"})]})
