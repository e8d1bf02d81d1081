import io
import json
import re
import zipfile

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.regie_base.tests.dossier_common import DossierCase


@tagged("post_install", "-at_install")
class TestDossierPortal(DossierCase, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.consultant, cls.stranger, cls.director):
            user.password = user.login
        cls.dossier = cls._create_dossier()
        cls._entry(cls.dossier, "B1").narrative = False
        cls.dossier.with_user(cls.director).action_freeze()
        cls._share(cls.dossier, cls.consultant)
        cls.token = cls.dossier.recipient_ids.access_token
        cls.url = f"/my/dossiers/{cls.dossier.id}"
        cls.entry = cls._entry(cls.dossier, "A1")
        cls.criterion_url = f"{cls.url}/criterion/{cls.entry.id}"

    def _get(self, url, **params):
        return self.url_open(url, params=params or None, allow_redirects=False)

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def _addresses(self):
        """Return every address of the room, with what is needed to call it."""
        evidence = self.dossier.entry_ids.evidence_ids
        gets = [self.url, self.criterion_url]
        posts = [f"{self.url}/download/{kind}" for kind in ("pdf", "xlsx", "zip")]
        posts += [f"{self.url}/evidence/{evidence.id}", f"{self.url}/reviewed"]
        posts += [f"{self.criterion_url}/rate", f"{self.criterion_url}/ask"]
        return gets, posts

    def _assert_nothing_is_found(self, **params):
        gets, posts = self._addresses()
        for url in gets:
            self.assertEqual(self._get(url, **params).status_code, 404, url)
        for url in posts:
            self.assertEqual(self._post(url, **params).status_code, 404, url)
        self.assertFalse(self.dossier.access_ids)

    def test_recipient_sees_incomplete_criteria_first(self):
        self.authenticate("consultant", "consultant")
        response = self._get(self.url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(re.findall(r'data-code="(\w+)"', response.text), ["B1", "A1", "A2"])
        self.assertIn(self.dossier.seal, response.text)

    def test_list_shows_the_dossiers_of_the_person_alone(self):
        for login, found in (("consultant", True), ("stranger", False)):
            self.authenticate(login, login)
            self.assertEqual(self.url in self._get("/my/dossiers").text, found)

    def test_each_figure_shows_definition_date_state_and_count(self):
        self.authenticate("consultant", "consultant")
        page = self._get(self.criterion_url).text
        count = len(self.entry.figure_ids)
        self.assertEqual(count, 1)
        for mark in ("definition", "date", "state", "count"):
            self.assertEqual(len(re.findall(f'class="o_dossier_{mark}"[^>]*>\\s*\\S', page)), count, mark)
        self.assertIn("Number of partners of that name", page)

    def test_another_portal_user_finds_nothing(self):
        self.authenticate("stranger", "stranger")
        self._assert_nothing_is_found()

    def test_visitor_without_or_with_a_wrong_link_finds_nothing(self):
        self.authenticate(None, None)
        self._assert_nothing_is_found()
        self._assert_nothing_is_found(access_token="wrong")

    def test_personal_link_opens_the_room_and_is_carried_along(self):
        self.authenticate(None, None)
        page = self._get(self.url, access_token=self.token)
        self.assertEqual(page.status_code, 200)
        self.assertIn(f"/criterion/{self.entry.id}?access_token={self.token}", page.text)
        self.assertEqual(page.headers["Referrer-Policy"], "same-origin")
        response = self._post(f"{self.criterion_url}/rate?access_token={self.token}", comment="Seen by link")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.entry.review_ids.partner_id, self.consultant.partner_id)

    def test_access_ends_everywhere_the_day_after(self):
        with freeze_time(self.dossier.date_expiry + relativedelta(days=1)):
            self.authenticate("consultant", "consultant")
            self._assert_nothing_is_found()
            self._assert_nothing_is_found(access_token=self.token)
            self.assertNotIn(self.url, self._get("/my/dossiers").text)

    def test_draft_and_unshared_are_not_found(self):
        for dossier in (self._create_dossier(), self._create_dossier(frozen=True, name="Label 2027")):
            dossier.recipient_ids = [(0, 0, {"partner_id": self.consultant.partner_id.id})]
            token = dossier.recipient_ids.access_token
            self.authenticate("consultant", "consultant")
            self.assertEqual(self._get(f"/my/dossiers/{dossier.id}").status_code, 404)
            self.assertEqual(self._get(f"/my/dossiers/{dossier.id}", access_token=token).status_code, 404)

    def test_reading_pages_changes_nothing(self):
        self.authenticate("consultant", "consultant")
        self.env.flush_all()
        before = self.dossier.read()[0], self.dossier.access_count
        for url in (*self._addresses()[0], "/my/dossiers"):
            self._get(url)
        self.env.invalidate_all()
        self.assertEqual((self.dossier.read()[0], self.dossier.access_count), before)
        for url in self._addresses()[1]:
            self.assertIn(self._get(url).status_code, (404, 405), url)
        self.assertFalse(self.dossier.access_ids)

    def test_reading_is_recorded_by_the_page_once_shown(self):
        self.authenticate("consultant", "consultant")
        call = {"jsonrpc": "2.0", "method": "call", "params": {}}
        headers = {"Content-Type": "application/json"}
        self.url_open(f"{self.url}/read", data=json.dumps(call), headers=headers)
        self.assertEqual(self.dossier.access_ids.mapped("kind"), ["read"])
        self.assertEqual(self.dossier.access_ids.partner_id, self.consultant.partner_id)
        self.assertFalse(self.dossier.access_ids.is_by_link)

    def test_rating_and_question_come_back_in_the_same_place(self):
        self.authenticate("consultant", "consultant")
        level = self.template.scale_id.level_ids[3]
        self._post(f"{self.criterion_url}/rate", level_id=level.id, comment="Convincing")
        self._post(f"{self.criterion_url}/ask", question="Since when?")
        self.entry.question_ids.with_user(self.director).answer = "Since 2019."
        self.env.flush_all()
        page = self._get(self.criterion_url).text
        for text in ("Satisfactory", "Convincing", "Since when?", "Since 2019."):
            self.assertIn(text, page)

    def test_empty_rating_gives_the_reason_and_keeps_what_was_typed(self):
        self.authenticate("consultant", "consultant")
        response = self._post(f"{self.criterion_url}/rate", comment=" ")
        self.assertIn("LAB-015", response.text)
        self.assertFalse(self.entry.review_ids)

    def test_text_of_a_stranger_is_never_executed(self):
        self.authenticate("consultant", "consultant")
        self._post(f"{self.criterion_url}/ask", question="<script>alert(1)</script>")
        page = self._get(self.criterion_url).text
        self.assertIn("&lt;script&gt;alert(1)", page)
        self.assertNotIn("<script>alert(1)", page)

    def test_post_without_csrf_token_is_refused(self):
        self.authenticate("consultant", "consultant")
        with mute_logger("odoo.http"):
            response = self.url_open(f"{self.criterion_url}/rate", data={"comment": "x"}, allow_redirects=False)
        self.assertEqual(response.status_code, 400)
        self.assertFalse(self.entry.review_ids)

    def test_downloads_are_sent_and_recorded(self):
        self.authenticate("consultant", "consultant")
        archive = self._post(f"{self.url}/download/zip")
        self.assertIn("verify.py", zipfile.ZipFile(io.BytesIO(archive.content)).namelist())
        self.assertEqual(self._post(f"{self.url}/download/pdf").status_code, 200)
        evidence = self.dossier.entry_ids.evidence_ids
        self.assertEqual(self._post(f"{self.url}/evidence/{evidence.id}").content, b"signed on 3 October")
        self.assertEqual(set(self.dossier.access_ids.mapped("kind")), {"zip", "pdf", "evidence"})

    def test_recipient_says_that_the_review_is_over(self):
        self.authenticate("consultant", "consultant")
        self._post(f"{self.url}/reviewed")
        self.env.invalidate_all()
        self.assertEqual(self.dossier.state, "reviewed")

    def test_evidence_of_another_dossier_is_not_found(self):
        other = self._create_dossier(frozen=True, name="Label 2027")
        self.authenticate("consultant", "consultant")
        self.assertEqual(self._post(f"{self.url}/evidence/{other.entry_ids.evidence_ids.id}").status_code, 404)
        self.assertEqual(self._get(f"{self.url}/criterion/{other.entry_ids[0].id}").status_code, 404)

    def test_member_of_the_regie_previews_without_being_recorded(self):
        self.authenticate("director", "director")
        self.assertEqual(self._get(self.url).status_code, 200)
        self.assertEqual(self._post(f"{self.criterion_url}/rate", comment="x").status_code, 404)
        self._post(f"{self.url}/download/zip")
        self.assertFalse(self.dossier.access_ids)

    def test_download_of_the_office_needs_the_right_to_read(self):
        self.authenticate("director", "director")
        url = f"/regie/dossier/{self.dossier.id}/zip"
        self.assertEqual(self._get(url).status_code, 404, "reading an address makes no paper")
        self.assertEqual(self.dossier.with_user(self.director).action_download_zip()["url"], url)
        self.assertEqual(self._get(url).status_code, 200)
        self.assertEqual(self._get(f"/regie/dossier/{self._create_dossier().id}/zip").status_code, 404)
        self.authenticate("consultant", "consultant")
        self.assertEqual(self._get(f"/regie/dossier/{self.dossier.id}/zip").status_code, 404)

    def test_home_of_the_portal_counts_the_dossiers(self):
        self.authenticate("consultant", "consultant")
        self.assertIn("regie_dossier_count", self._get("/my/home").text)
