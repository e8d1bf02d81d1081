import base64
import json

from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from .common import GovernanceCase

PNG = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
        "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
).decode()


@tagged("post_install", "-at_install")
class TestDoor(GovernanceCase, HttpCase):
    """The door of a board of four people, on the phone of the secretary."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.secretary.password = cls.reader.password = "a long password"
        cls.people = cls.env["regie.mandate"].concat(*[cls._create_mandate() for _number in range(4)]).partner_id
        cls.meeting = cls._create_meeting()
        cls.meeting._sync_attendance()
        cls.meeting.date_convoked = "2026-05-01 09:00:00"
        cls.url = f"/governance/meeting/{cls.meeting.id}/door"

    def _call(self, path="state", **params):
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        answer = self.url_open(
            f"{self.url}/{path}", data=json.dumps(body), headers={"Content-Type": "application/json"}
        ).json()
        return answer.get("result")

    def _get_line(self, person):
        return self.meeting.attendance_ids.filtered(lambda line: line.partner_id == person)

    def test_secretary_opens_the_door_and_others_do_not_find_it(self):
        self.authenticate("secretary", "a long password")
        page = self.url_open(self.url)
        self.assertEqual(page.status_code, 200)
        for person in self.people:
            self.assertIn(person.name, page.text)
        self.assertNotIn(self._get_line(self.people[0]).access_token, page.text)
        self.authenticate("reader", "a long password")
        self.assertEqual(self.url_open(self.url).status_code, 404)
        with mute_logger("odoo.http"):
            self.assertIsNone(self._call(action="come", person=self.people[0].id))
            self.assertIsNone(self._call("pass", action="come", person=self.people[0].id))
        self.assertFalse(self.meeting._get_present_lines())

    def test_one_tap_comes_a_second_leaves_and_the_quorum_follows(self):
        self.authenticate("secretary", "a long password")
        for person in self.people[:2]:
            answer = self._call("pass", action="come", person=person.id)
        self.assertTrue(answer["quorum"]["isReached"])
        self.assertEqual(answer["done"]["name"], self.people[1].name)
        answer = self._call("pass", action="leave", person=self.people[0].id)
        self.assertFalse(answer["quorum"]["isReached"])
        row = next(row for row in answer["people"] if row["id"] == self.people[0].id)
        self.assertRegex(row["left"], r"^\d\d:\d\d$")
        self.assertEqual(self._call("pass", action="undo", person=self.people[0].id)["quorum"]["got"], 2)

    def test_same_person_tapped_by_two_secretaries_is_there_once(self):
        self.authenticate("secretary", "a long password")
        for _secretary in range(2):
            answer = self._call("pass", action="come", person=self.people[0].id)
        self.assertEqual(answer["quorum"]["got"], 1)
        self.assertEqual(len(self._get_line(self.people[0]).presence_ids), 1)

    def test_scanned_code_enters_its_person_and_a_wrong_one_nobody(self):
        self.authenticate("secretary", "a long password")
        line = self._get_line(self.people[2])
        for code in (f"https://regie.example/my/meeting/{line.access_token}", line.access_token):
            answer = self._call("pass", action="come", code=code)
            self.assertEqual(answer["done"]["id"], self.people[2].id)
        self.assertEqual(line.presence_ids.proof, "qr")
        self.assertIn("error", self._call("pass", action="come", code="x" * 43))
        self.assertEqual(self._call()["quorum"]["got"], 1)

    def test_signature_is_kept_with_the_coming(self):
        self.authenticate("secretary", "a long password")
        self._call("pass", action="come", person=self.people[0].id, signature=PNG)
        span = self._get_line(self.people[0]).presence_ids
        self.assertEqual((span.proof, bool(span.signature)), ("signature", True))

    def test_person_of_two_voices_comes_once_for_both(self):
        body = self._create_body()
        member = self._create_member(body, college="BAI", representative_id=self.people[0].id)
        self._create_mandate(member)
        self.meeting._sync_attendance()
        self.authenticate("secretary", "a long password")
        answer = self._call("pass", action="come", person=self.people[0].id)
        self.assertEqual(answer["quorum"]["got"], 2)
        row = next(row for row in answer["people"] if row["id"] == self.people[0].id)
        self.assertEqual(row["for"], body.name)

    def test_stranger_and_closed_door_are_refused_with_a_sentence(self):
        self.authenticate("secretary", "a long password")
        self.assertIn("error", self._call("pass", action="come", person=self._create_person().id))
        self.meeting.date_closed = "2026-06-10 18:00:00"
        self.assertIn("error", self._call("pass", action="come", person=self.people[0].id))
        with mute_logger("odoo.http"):
            self.assertIsNone(self._call("pass", action="dance", person=self.people[0].id))

    def _create_big_meeting(self, organ, count):
        """Create a convoked assembly of many voters, half of whom are there, one by proxy."""
        people = self.env["res.partner"].create(
            [{"name": f"Voter {number}", "email": f"v{number}@inhabitants.example"} for number in range(count)]
        )
        meeting = self._create_meeting(organ)
        self._create_resolution(meeting)
        self.env["regie.attendance"].create(
            [
                {"meeting_id": meeting.id, "partner_id": person.id, "membership_id": self._create_member(person).id}
                | {"college_id": self.colleges["HAB"].id}
                for person in people
            ]
        )
        self._enter(meeting, *people[: count // 2])
        self._give_proxy(meeting, people[-1], people[0])._examine()
        meeting.date_convoked = "2026-05-01 09:00:00"
        return meeting.with_user(self.secretary)

    def _count_queries(self, act):
        """Return the number of queries of an act whose views and rights are already known."""
        act()
        self.env.flush_all()
        self.env.invalidate_all()
        start = self.env.cr.sql_log_count
        act()
        return self.env.cr.sql_log_count - start

    def test_door_and_form_of_three_hundred_voters_take_as_few_queries_as_those_of_twenty(self):
        few, many = self._create_big_meeting(self.assembly, 20), self._create_big_meeting(self.bureau, 300)
        self.assertEqual(len(many._get_door_state()["people"]), 300)
        for act, budget in ((lambda m: m._get_door_state(), 45), (lambda m: Form(m), 110)):
            small, big = (self._count_queries(lambda m=m, a=act: a(m)) for m in (few, many))
            self.assertLessEqual(big, small + 3)
            self.assertLessEqual(big, budget)
