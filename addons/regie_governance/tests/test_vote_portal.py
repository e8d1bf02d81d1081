import re

from odoo import http
from odoo.tests import HttpCase, tagged

from .common_vote import VoteCase


@tagged("post_install", "-at_install")
class TestVotePortal(VoteCase, HttpCase):
    """The phone of a member: a link, the point, a ballot, the result; and no other door."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_meeting_rule(cls.board, is_online_vote_allowed=True, is_remote_allowed=True)
        cls.meeting = cls._create_open_meeting()
        cls.lines = cls.meeting.attendance_ids.sorted("id")
        cls.lines.partner_id.lang = "en_US"
        cls.paper = cls.env["ir.attachment"].create({"name": "budget.txt", "raw": b"Budget of the year"})
        cls.point = cls._create_open_point(
            cls.meeting, open_vote=False, title="Budget", text="<p>The budget is adopted.</p>", attachment_ids=cls.paper
        )

    def _link(self, line, path=""):
        return f"/vote/{line.sudo().access_token}{path}"

    def _read(self, line, path=""):
        return self.url_open(self._link(line, path))

    def _post(self, line, path, **data):
        data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(self._link(line, path), data=data)

    def _vote(self, line, choice, *others, **data):
        data |= {f"choice_{voice.id}": choice for voice in (line, *others)}
        return self._post(line, "/cast", point_id=self.point.id, **data)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    # -- walls -----------------------------------------------------------------------------------------------------
    def test_unknown_link_is_not_found(self):
        for token in ("x", "0", self.lines[0].sudo().access_token[:-1], "%20"):
            self.assertEqual(self.url_open(f"/vote/{token}").status_code, 404, token)

    def test_link_ends_with_the_meeting(self):
        self.assertEqual(self._read(self.lines[0]).status_code, 200)
        self.meeting.date_closed = "2026-06-10 18:00:00"
        for path in ("", "/state", f"/paper/{self.paper.id}"):
            self.assertEqual(self._read(self.lines[0], path).status_code, 404, path)
        self.assertEqual(self._vote(self.lines[0], "for").status_code, 404)

    def test_link_of_a_draft_meeting_is_not_found(self):
        draft = self._create_meeting(date="2026-09-01 16:00:00")
        draft._sync_attendance()
        self.assertEqual(self._read(draft.attendance_ids[0]).status_code, 404)

    def test_link_opens_no_point_of_another_meeting(self):
        other = self._create_open_point(self._create_open_meeting(2, organ=self.bureau))
        answer = self._post(self.lines[0], "/cast", point_id=other.id)
        self.assertEqual(answer.status_code, 404)

    def test_vote_without_its_form_is_refused(self):
        self.point._open_vote()
        answer = self.url_open(self._link(self.lines[0], "/cast"), data={"point_id": self.point.id})
        self.assertEqual(answer.status_code, 400)
        self.assertEqual(self._read(self.lines[0], "/cast").status_code, 405)
        self.assertFalse(self.point.vote_line_ids)

    # -- voting ----------------------------------------------------------------------------------------------------
    def test_page_waits_for_the_vote_then_shows_it(self):
        page = self._read(self.lines[0]).text
        self.assertIn("The vote is not open yet", page)
        self.assertNotIn('<form class="vote_form"', page)
        before = self._read(self.lines[0], "/state").json()["key"]
        self.point._open_vote()
        self.assertNotEqual(self._read(self.lines[0], "/state").json()["key"], before)
        page = self._read(self.lines[0]).text
        self.assertIn("The budget is adopted.", page)
        self.assertIn(f'name="choice_{self.lines[0].id}"', page)

    def test_reading_changes_nothing(self):
        self.point._open_vote()
        self.env.flush_all()
        for path in ("", "/state", f"/paper/{self.paper.id}"):
            self._read(self.lines[0], path)
        self.assertFalse(self.point.vote_line_ids)

    def test_member_votes_and_reads_the_result_in_words(self):
        self.point._open_vote()
        self.assertIn("Your vote is recorded", self._vote(self.lines[0], "for").text)
        self.assertEqual(self.point.vote_line_ids.choice, "for")
        self.assertEqual(self.point.vote_line_ids.channel, "online")
        self._count_room(self.point, count_for=4)
        self.point._close_vote()
        self.assertIn("Votes: 5 for, 0 against", self._read(self.lines[0]).text)

    def test_vote_sent_twice_counts_once_with_a_kind_sentence(self):
        self.point._open_vote()
        self._vote(self.lines[0], "for")
        again = self._vote(self.lines[0], "against")
        self.assertIn("it counts once", again.text)
        self.assertEqual(self.point.vote_line_ids.choice, "for")

    def test_holder_votes_for_each_proxy_on_the_same_page(self):
        self.lines[4].presence_ids.unlink()
        self._give_proxy(self.meeting, self.lines[4].partner_id, self.lines[0].partner_id).date_accepted = "2026-06-02"
        self.point._open_vote()
        page = self._read(self.lines[0]).text
        self.assertIn(self.lines[4].partner_id.name, page)
        self._vote(self.lines[0], "for", self.lines[4])
        self.assertEqual(self.point.vote_line_ids.attendance_id, self.lines[0] | self.lines[4])

    def test_ballot_of_somebody_else_is_not_taken(self):
        self.point._open_vote()
        self._post(self.lines[0], "/cast", point_id=self.point.id, **{f"choice_{self.lines[1].id}": "for"})
        self.assertFalse(self.point.vote_line_ids)
        self.assertIn("Choose for", self._vote(self.lines[0], "recused").text)
        self.assertFalse(self.point.vote_line_ids)

    def test_recused_person_reads_why_and_finds_no_ballot(self):
        self._recuse(self.point, self.lines[1].partner_id, reason="Your employer is a candidate")
        self.point._open_vote()
        page = self._read(self.lines[1]).text
        self.assertIn("You are recused on this point: Your employer is a candidate", page)
        self.assertFalse(re.search(r"<(input|button)[^>]*(choice_|type=.submit)", page))
        self.assertNotIn("The budget is adopted.", page)
        self.assertIn("GOV-041", self._vote(self.lines[1], "for").text)
        self.assertNotIn("for", self.point.vote_line_ids.mapped("choice"))

    def test_papers_are_read_unless_recused(self):
        answer = self._read(self.lines[0], f"/paper/{self.paper.id}")
        self.assertEqual((answer.status_code, answer.content), (200, b"Budget of the year"))
        self.assertIn("private", answer.headers["Cache-Control"])
        self._recuse(self.point, self.lines[0].partner_id)
        self.assertEqual(self._read(self.lines[0], f"/paper/{self.paper.id}").status_code, 404)
        other = self.env["ir.attachment"].create({"name": "secret.txt", "raw": b"Secret"})
        self.assertEqual(self._read(self.lines[1], f"/paper/{other.id}").status_code, 404)

    def test_vote_after_the_closing_gets_a_sentence(self):
        self.point._open_vote()
        self._count_room(self.point, count_for=5)
        self.point._close_vote()
        self.assertIn("GOV-044", self._vote(self.lines[0], "for").text)

    def test_person_who_is_not_there_is_told_what_to_do(self):
        self.lines[4].presence_ids.unlink()
        self.point._open_vote()
        self.assertIn("tell the secretary", self._read(self.lines[4]).text)
        self.assertIn("GOV-040", self._vote(self.lines[4], "for").text)

    def test_person_attends_from_home_when_the_statutes_allow_it(self):
        self.meeting.mode = "hybrid"
        self.lines[4].presence_ids.unlink()
        self.point._open_vote()
        self.assertIn("I take part from where I am", self._read(self.lines[4]).text)
        self._post(self.lines[4], "/here")
        self.assertEqual(self.lines[4].presence_ids.proof, "online")
        self._vote(self.lines[4], "against")
        self.assertEqual(self.point.vote_line_ids.choice, "against")

    def test_nobody_attends_from_home_in_a_meeting_on_site(self):
        self.lines[4].presence_ids.unlink()
        self._post(self.lines[4], "/here")
        self.assertFalse(self.lines[4].presence_ids)

    def test_secret_vote_is_not_shown_again(self):
        self.point.vote_mode = "secret"
        self.point._open_vote()
        self._vote(self.lines[0], "against")
        page = self._read(self.lines[0]).text
        self.assertIn("Your vote is recorded", page)
        self.assertNotIn("Against", page)
        self.assertFalse(self.point.vote_line_ids.choice)

    def test_election_on_a_phone(self):
        people = self.lines.partner_id
        election = self._create_open_point(
            self.meeting, open_vote=False, title="Chair", resolution_type="election", vote_mode="secret"
        )
        candidacies = self.env["regie.candidacy"].create(
            [{"resolution_id": election.id, "partner_id": person.id} for person in people[:2]]
        )
        election._open_vote()
        line = self.lines[0]
        self.assertIn(people[1].name, self._read(line).text)
        data = {f"ballot_{line.id}": "1", f"names_{line.id}": candidacies[1].id, "point_id": election.id}
        self.assertIn("Your vote is recorded", self._post(line, "/cast", **data).text)
        counts = election.tally_ids.filtered(lambda row: row.channel == "online")
        self.assertEqual(counts.candidate_counts, {str(candidacies[1].id): 1})

    def test_secret_ballot_is_asked_for_on_a_phone(self):
        self._set_meeting_rule(self.board, secret_request_num=2)
        self.assertIn("Ask for a secret ballot", self._read(self.lines[0]).text)
        for line in self.lines[:2]:
            self._post(line, "/secret", point_id=self.point.id)
        self._post(self.lines[0], "/secret", point_id=self.point.id)
        self.assertEqual(len(self.point.secret_request_ids), 2)
        self.assertEqual(self.point.vote_mode, "secret")

    # -- the screen of the room ------------------------------------------------------------------------------------
    def test_screen_of_the_room_shows_the_result_and_no_name(self):
        url = f"/governance/resolution/{self.point.id}/screen"
        self.assertIn("/web/login", self.url_open(url).url)
        self.point._open_vote()
        self._vote(self.lines[0], "for")
        self.authenticate("secretary", "secretary")
        self.assertIn("1 / 5", re.sub(r"<[^>]+>", "", self.url_open(url).text))
        self._count_room(self.point, count_for=4)
        self.point._close_vote()
        page = self.url_open(url).text
        self.assertIn('class="big adopted"', page)
        for line in self.lines:
            self.assertNotIn(line.partner_id.name, page)

    def test_screen_of_another_company_is_not_found(self):
        self._create_user("stranger", "group_role_office", company=self._create_company())
        self.authenticate("stranger", "stranger")
        for path in ("screen", "screen/state"):
            answer = self.url_open(f"/governance/resolution/{self.point.id}/{path}")
            self.assertEqual(answer.status_code, 404)
