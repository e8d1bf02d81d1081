from freezegun import freeze_time

from odoo import Command, http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestMeetingPortal(GovernanceCase, HttpCase):
    """The personal page of an administrator: read, answer, give a proxy; nobody else's link opens it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(5)]).partner_id
        cls.people.lang = "en_US"
        cls.meeting = cls._create_meeting(date="2027-06-10 16:00:00", place="Community hall")
        cls.paper = cls.env["ir.attachment"].create(
            {"name": "budget.pdf", "raw": b"%PDF-1.4 budget", "mimetype": "application/pdf"}
        )
        cls.point = cls._create_resolution(cls.meeting, "Budget", attachment_ids=[Command.set(cls.paper.ids)])
        with freeze_time("2027-05-01 09:00:00"):
            cls.meeting._convoke()
        cls.lines = cls.env["regie.attendance"].concat(
            *[cls.meeting.attendance_ids.filtered(lambda line, p=person: line.partner_id == p) for person in cls.people]
        )
        cls.line = cls.lines[0]
        cls.url = f"/my/meeting/{cls.line.access_token}"

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def test_person_reads_the_agenda_and_the_papers_and_nothing_changes(self):
        self.env.flush_all()
        before = (self.line.read(["answer", "write_date"]), self.meeting.read(["write_date"]))
        answer = self.url_open(self.url)
        self.assertEqual(answer.status_code, 200)
        for text in ("Budget", "Community hall", "budget.pdf", self.people[0].name):
            self.assertIn(text, answer.text)
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        paper = self.url_open(f"{self.url}/paper/{self.paper.id}")
        self.assertEqual((paper.status_code, paper.content), (200, b"%PDF-1.4 budget"))
        self.assertIn(b"BEGIN:VEVENT", self.url_open(f"{self.url}/invitation.ics").content)
        for action in ("answer", "proxy", "proxy/back", "present"):
            self.assertIn(self.url_open(f"{self.url}/{action}").status_code, (400, 404, 405), action)
        self.env.invalidate_all()
        self.assertEqual((self.line.read(["answer", "write_date"]), self.meeting.read(["write_date"])), before)

    def test_wrong_link_and_other_papers_are_not_found(self):
        other = self.env["ir.attachment"].create({"name": "secret.pdf", "raw": b"secret"})
        for url in (
            f"/my/meeting/{self.line.id}",
            "/my/meeting/" + "x" * 43,
            f"{self.url[:-1]}_",
            f"{self.url}/paper/{other.id}",
        ):
            self.assertEqual(self.url_open(url).status_code, 404, url)

    def test_link_of_a_meeting_not_yet_convoked_is_not_found(self):
        draft = self._create_meeting(date="2027-07-10 16:00:00")
        draft._sync_attendance()
        self.assertEqual(self.url_open(f"/my/meeting/{draft.attendance_ids[0].access_token}").status_code, 404)

    def test_recused_person_reads_why_and_no_paper(self):
        self.env["regie.recusal"].create(
            {"resolution_id": self.point.id, "partner_id": self.people[0].id, "reason": "Works for the supplier"}
        )
        page = self.url_open(self.url).text
        self.assertIn("Works for the supplier", page)
        self.assertNotIn("budget.pdf", page)
        self.assertEqual(self.url_open(f"{self.url}/paper/{self.paper.id}").status_code, 404)
        other = f"/my/meeting/{self.lines[1].access_token}"
        self.assertNotIn("Works for the supplier", self.url_open(other).text)
        self.assertEqual(self.url_open(f"{other}/paper/{self.paper.id}").status_code, 200)

    def test_person_says_they_come_then_that_they_cannot(self):
        self._post(f"{self.url}/answer", answer="coming")
        self.assertEqual((self.line.answer, self.line.is_excused), ("coming", False))
        self._post(f"{self.url}/answer", answer="excused")
        self.assertEqual((self.line.answer, self.line.status), ("excused", "excused"))
        self.assertEqual(self._post(f"{self.url}/answer", answer="maybe").status_code, 404)

    @mute_logger("odoo.http")
    def test_answer_without_its_form_is_refused(self):
        self.assertEqual(self.url_open(f"{self.url}/answer", data={"answer": "coming"}).status_code, 400)
        self.assertFalse(self.line.answer)

    def test_person_gives_a_proxy_and_takes_it_back(self):
        self.assertEqual(
            self._post(f"{self.url}/proxy", holder=self.people[1].id, signed="1", instructions="For").status_code, 303
        )
        proxy = self.line.given_proxy_ids
        self.assertEqual((proxy.state, proxy.holder_id, proxy.instructions), ("accepted", self.people[1], "For"))
        self.assertEqual((self.line.answer, self.line.status), ("proxy", "represented"))
        self.assertIn(self.people[1].name, self.url_open(self.url).text)
        self._post(f"{self.url}/proxy/back")
        self.assertEqual(proxy.state, "void")

    def test_third_proxy_of_a_holder_is_refused_with_its_reason(self):
        holder = self.people[4]
        for line in self.lines[1:3]:
            self._post(f"/my/meeting/{line.access_token}/proxy", holder=holder.id, signed="1")
        self.assertEqual(self.meeting._count_held_proxies(), {holder.id: 2})
        page = self.url_open(self.url).text
        self.assertRegex(page, f'value="{holder.id}"[^>]*disabled')
        refused = self._post(f"{self.url}/proxy", holder=holder.id, signed="1")
        self.assertEqual(refused.status_code, 200)
        self.assertIn("GOV-031", refused.text)
        self.assertEqual(self.line.given_proxy_ids.reject_code, "GOV-031")
        self.assertFalse(self.line.answer)

    def test_second_proxy_of_a_person_is_refused_with_a_sentence(self):
        for holder in self.people[1:3]:
            answer = self._post(f"{self.url}/proxy", holder=holder.id, signed="1")
        self.assertIn("GOV-034", answer.text)
        self.assertEqual(self.line._get_given_proxy().holder_id, self.people[1])

    def test_proxy_to_a_stranger_or_without_a_signature_is_refused(self):
        stranger = self._create_person()
        for data in ({"holder": stranger.id, "signed": "1"}, {"holder": self.people[1].id}, {"holder": "x"}):
            answer = self._post(f"{self.url}/proxy", **data)
            self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.line.given_proxy_ids)

    def test_page_says_when_the_statutes_have_no_proxies(self):
        self._set_meeting_rule(self.board, is_proxy_allowed=False)
        self.assertIn("do not allow proxies", self.url_open(self.url).text)
        answer = self._post(f"{self.url}/proxy", holder=self.people[1].id, signed="1")
        self.assertIn("GOV-039", answer.text)

    def test_meeting_that_is_over_takes_no_answer(self):
        self.meeting.date_closed = "2027-06-10 18:00:00"
        self.assertIn("over", self.url_open(self.url).text)
        self.assertEqual(self._post(f"{self.url}/answer", answer="coming").status_code, 404)

    def test_secretary_scans_the_code_with_a_phone_and_a_reader_may_not(self):
        self.secretary.password = self.reader.password = "a long password"
        self.authenticate("reader", "a long password")
        self.assertNotIn("Enter this person", self.url_open(self.url).text)
        self.assertEqual(self._post(f"{self.url}/present").status_code, 404)
        self.authenticate("secretary", "a long password")
        self.assertIn("Enter this person", self.url_open(self.url).text)
        self._post(f"{self.url}/present")
        self.assertTrue(self.line.is_present)
        self.assertEqual(self.line.presence_ids.proof, "qr")
