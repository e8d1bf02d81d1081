from odoo.http import Request
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import GovernanceCase


@tagged("post_install", "-at_install")
class TestInterestPortal(GovernanceCase, HttpCase):
    """A person declares on their phone, by their account or their link; nobody else sees the page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._create_user("resident", "base.group_portal")
        cls.user.password = "resident"
        cls.stranger = cls._create_user("stranger", "base.group_portal")
        cls.stranger.password = "stranger"
        cls._create_mandate(cls._create_member(cls.user.partner_id))
        cls.declaration = cls.env["regie.interest.declaration"].create(
            {"partner_id": cls.user.partner_id.id, "date_due": "2026-12-31"}
        )
        cls.path = f"/my/interests/{cls.declaration.id}"
        cls.token = cls.declaration.access_token
        cls.link = f"{cls.path}?access_token={cls.token}"
        cls.secret_contact = cls._create_body("Contact of the régie that nobody should list")

    def _post(self, path=None, **answers):
        answers = {"csrf_token": Request.csrf_token(self), "access_token": self.token, **answers}
        return self.url_open(path or f"{self.path}/save", data=answers, allow_redirects=False)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    # The walls
    def test_page_is_not_found_without_the_link_or_with_another(self):
        other = self.env["regie.interest.declaration"].create({"partner_id": self._create_person().id})
        for url in (self.path, f"{self.path}?access_token=x", f"{self.path}?access_token={other.access_token}"):
            self.assertEqual(self.url_open(url).status_code, 404, url)
        self.assertEqual(self.url_open("/my/interests/999999?access_token=x").status_code, 404)
        for token in ("", "x", other.access_token):
            self.assertEqual(self._post(access_token=token, **{"name-1": "Hacked"}).status_code, 404, token)
        self.assertFalse(self.declaration.line_ids)
        self.assertEqual(self.url_open(self.link).status_code, 200)

    def test_account_opens_its_own_and_no_other(self):
        self.authenticate("stranger", "stranger")
        self.assertEqual(self.url_open(self.path).status_code, 404)
        self.assertEqual(self.url_open("/my/interests").status_code, 404, "who sits nowhere declares nothing")
        self.assertEqual(self._post("/my/interests/new").status_code, 404)
        self.authenticate("resident", "resident")
        self.assertIn(self.path, self.url_open("/my/interests").text)
        self.assertEqual(self.url_open(self.path).status_code, 200)

    def test_page_lists_no_contact_of_the_regie(self):
        self.assertNotIn("nobody should list", self.url_open(self.link).text)

    @mute_logger("odoo.http")
    def test_reading_changes_nothing_and_a_post_needs_its_form(self):
        before = self.declaration.write_date
        self.url_open(self.link)
        self.assertEqual(self.url_open(f"{self.path}/save?access_token={self.token}").status_code, 405)
        self.assertEqual(self._post(csrf_token="x", **{"name-1": "X"}).status_code, 400)
        self.declaration.invalidate_recordset()
        self.assertEqual(self.declaration.write_date, before)

    # Filling in
    def test_person_fills_in_by_steps_and_signs(self):
        self.assertEqual(self._post(act="add", **{"name-1": "Menuiserie", "nature-1": "family"}).status_code, 303)
        self.assertEqual(self.declaration.line_ids.mapped("interest_name"), ["Menuiserie"])
        page = self.url_open(self.link).text
        self.assertIn('value="Menuiserie"', page)
        self.assertIn("name-2", page)
        answers = {
            "name-1": "Menuiserie",
            "nature-1": "family",
            "relative-1": "My sister",
            "amount-1": "middle",
            "description-1": "<script>alert(1)</script>",
            "name-2": "Town of Louviers",
            "nature-2": "organisation",
            "practice": ["disclose", "leave", "law_432_12"],
        }
        for _twice in range(2):
            self.assertEqual(self._post(act="auto", **answers).status_code, 204)
        self.assertEqual(len(self.declaration.line_ids), 2)
        self.assertEqual(set(self.declaration.practice_ids.mapped("code")), {"disclose", "leave"})
        self.assertEqual(self._post(act="sign", signed_name="Resident", **answers).status_code, 303)
        self.declaration.invalidate_recordset()
        self.assertEqual((self.declaration.state, self.declaration.signed_name), ("submitted", "Resident"))
        signed = self.url_open(self.link).text
        self.assertIn("My sister", signed)
        self.assertNotIn("<script>alert", signed)
        self.assertNotIn("o_interest_form", signed)

    def test_refused_signature_keeps_what_was_typed_and_says_why(self):
        answer = self._post(act="sign", signed_name="", **{"name-1": "Menuiserie"})
        self.assertEqual(answer.status_code, 200)
        self.assertIn("alert-danger", answer.text)
        self.assertEqual(self.declaration.line_ids.interest_name, "Menuiserie")
        self.assertEqual(self.declaration.state, "draft")

    def test_line_whose_name_is_emptied_goes(self):
        self._post(**{"name-1": "First", "name-2": "Second"})
        self._post(**{"name-1": "", "name-2": "Second", "without": ""})
        self.assertEqual(self.declaration.line_ids.mapped("interest_name"), ["Second"])

    def test_answer_that_is_not_offered_is_refused(self):
        answer = self._post(**{"name-1": "First", "nature-1": "hacked"})
        self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.declaration.line_ids)

    def test_signed_declaration_takes_no_more_answers(self):
        self._post(act="sign", signed_name="Resident", without="1")
        answer = self._post(**{"name-1": "Too late"})
        self.assertIn("alert-danger", answer.text)
        self.assertFalse(self.declaration.line_ids)

    def test_new_declaration_starts_from_the_last_one(self):
        self._post(act="sign", signed_name="Resident", **{"name-1": "Menuiserie"})
        self.authenticate("resident", "resident")
        for _twice in range(2):
            self._post("/my/interests/new")
        draft = self.env["regie.interest.declaration"].search(
            [("partner_id", "=", self.user.partner_id.id), ("date", "=", False)]
        )
        self.assertEqual(draft.line_ids.interest_name, "Menuiserie")

    # The papers of a point, by the personal link of a meeting (P7.5)
    def test_papers_are_not_found_for_who_has_a_conflict_to_resolve(self):
        meeting = self._create_meeting(date="2030-06-10 16:00:00")
        point = self._create_resolution(meeting, "Contract", text="<p>12 000 €</p>")
        paper = self.env["ir.attachment"].create(
            {"name": "offer.pdf", "raw": b"offer", "res_model": "regie.resolution", "res_id": point.id}
        )
        point.attachment_ids = paper
        other = self._create_mandate().partner_id
        meeting._sync_attendance()
        meeting.date_convoked = "2030-05-01 08:00:00"
        lines = {line.partner_id: f"/my/meeting/{line.access_token}" for line in meeting.attendance_ids}
        mine = lines[self.user.partner_id]
        self.assertEqual(self.url_open(f"{mine}/paper/{paper.id}").status_code, 200)
        point.counterparty_ids = self.user.partner_id
        self.assertEqual(self.url_open(f"{mine}/paper/{paper.id}").status_code, 404)
        page = self.url_open(mine).text
        self.assertNotIn("12 000", page)
        self.assertIn("fa-balance-scale", page)
        self.assertEqual(self.url_open(f"{lines[other]}/paper/{paper.id}").status_code, 200)
        self.assertIn("12 000", self.url_open(lines[other]).text)
