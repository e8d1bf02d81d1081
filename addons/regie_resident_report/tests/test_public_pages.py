import io
import re

from odoo import http
from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .common import ReportCase
from .test_photo import SVG


@tagged("post_install", "-at_install")
class TestPublicPages(ReportCase, HttpCase):
    """What a resident sees and sends: no account, no trace, nothing of anybody else."""

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.csrf = http.Request.csrf_token(self)
        self.site = self._create_hall()
        self.url = f"/regie/s/{self.site.qr_token}/report"

    def _post(self, url, expected=200, files=None, **data):
        answer = self.url_open(url, data={"csrf_token": self.csrf, **data}, files=files)
        self.assertEqual(answer.status_code, expected, answer.text[:500])
        self.env.invalidate_all()
        return answer

    def _send(self, expected=200, photos=(), **data):
        files = [("photo", (f"{n}.jpg", io.BytesIO(content), "image/jpeg")) for n, content in enumerate(photos)]
        vals = {"category_id": self._kind().id, "description": "" if photos else "A sofa", **data}
        return self._post(self.url, expected, files or None, **vals)

    def _reports(self):
        return self.env["regie.resident.report"].search([("site_id", "=", self.site.id)])

    def _end(self, report):
        report.answer_public = "Taken away."
        report.with_user(self.office).action_close()

    def test_resident_reports_with_a_photo_and_receives_a_code(self):
        page = self._send(photos=[self._picture("JPEG")])
        report = self._reports()
        self.assertEqual((report.channel, len(report.photo_ids), report.state), ("qr", 1, "new"))
        self.assertTrue(report.is_anonymous)
        self.assertRegex(report.tracking_code, r"^[2-9A-HJ-NP-Z]{8}$")
        self.assertIn(f"/regie/suivi/{report.tracking_code}", page.url)
        self.assertIn(report.tracking_code, page.text)

    def test_danger_is_said_before_the_form(self):
        text = self.url_open(self.url).text
        self.assertLess(text.index("tel:112"), text.index("<form"))
        self.assertLess(text.index("tel:18"), text.index("<form"))
        self.assertLess(text.index('name="photo"'), text.index('name="category_id"'))

    def test_report_without_words_nor_photo_is_refused_with_what_was_typed(self):
        page = self._send(422, description="", place_note="Third floor")
        self.assertIn("E-REP-01", page.text)
        self.assertIn("Third floor", page.text)
        self.assertFalse(self._reports())
        self.assertIn("E-REP-01", self._send(422, category_id="0").text)

    def test_sixth_report_in_an_hour_by_one_label_is_refused(self):
        for _n in range(5):
            self._send()
        self.assertIn("E-REP-03", self._send(422).text)
        self.assertEqual(len(self._reports()), 5)
        self._reports().sudo().date = Datetime.subtract(Datetime.now(), minutes=61)
        self._send()

    def test_unknown_or_retired_label_receives_nothing(self):
        self.site.active = False
        for token in (self.site.qr_token, "unknown", "x" * 80):
            page = self.url_open(f"/regie/s/{token}/report")
            self.assertEqual(page.status_code, 404)
            self.assertIn("E-REP-02", page.text)
            self._post(f"/regie/s/{token}/report", 404, category_id=self._kind().id, description="A sofa")
        self.assertFalse(self._reports())
        with self.assertRaisesRegex(Exception, "E-REP-02"):
            self.env["regie.resident.report"]._submit(self.site, {})

    def test_robot_is_thanked_and_forgotten(self):
        self._send(website="https://spam.example")
        self.assertFalse(self._reports())

    def test_page_of_another_site_cannot_post_here(self):
        answer = self.url_open(self.url, data={"category_id": self._kind().id, "description": "A sofa"})
        self.assertEqual(answer.status_code, 400)
        self.assertFalse(self._reports())

    def test_files_that_are_no_picture_too_heavy_or_too_many_are_refused(self):
        heavy = b"\xff\xd8" + b"\0" * (20 * 1024 * 1024)
        for content in (SVG, b"%PDF-1.7", heavy):
            self.assertIn("E-PROOF-01", self._send(422, photos=[content]).text)
        self.assertIn("E-REP-07", self._send(422, photos=[self._picture()] * 4).text)
        self.assertFalse(self._reports())

    def test_contact_without_consent_is_refused_and_with_it_is_kept_from_others(self):
        self.assertIn("E-REP-10", self._send(422, contact_email="rose@inhabitants.example").text)
        before = self.env["mail.mail"].search([])
        partners = self.env["res.partner"].search_count([])
        self._send(contact_email="rose@inhabitants.example", contact_name="Rose", has_consent="1")
        mails = self.env["mail.mail"].search([]) - before
        self.assertEqual(mails.mapped("email_to"), ["rose@inhabitants.example"])
        self.assertEqual(self.env["res.partner"].search_count([]), partners, "nobody becomes a contact of the régie")
        self.assertFalse(self._reports().message_partner_ids)

    def test_page_of_the_code_shows_the_state_and_the_answer_only(self):
        report = self._create_report(
            self.site,
            description="Mr Dupont throws his sofas",
            place_note="Dupont's door",
            contact="rose@inhabitants.example",
            contact_name="Rose",
            photo_ids=[self._photo()],
        )
        url = f"/regie/suivi/{report.tracking_code}"
        report.answer_public = "Taken away."
        self.assertNotIn("Taken away.", self.url_open(url).text, "not before the end")
        report.with_user(self.office).action_close()
        page = self.url_open(url)
        self.assertIn("Taken away.", page.text)
        for secret in ("Dupont", "rose@", "Rose", "/web/image", self.office.name):
            self.assertNotIn(secret, page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", page.headers["X-Robots-Tag"])
        self.assertIn("default-src 'self'", page.headers["Content-Security-Policy"])

    def test_code_is_found_as_people_type_it(self):
        report = self._create_report(self.site)
        code = report.tracking_code.lower()
        page = self.url_open(f"/regie/suivi?code={code[:4]}+{code[4:]}")
        self.assertTrue(page.url.endswith(report.tracking_code))
        self.assertEqual(self.url_open("/regie/suivi").status_code, 200)
        for wrong in ("ABCDEFGH", "%25%25%25%25%25%25%25%25", "________", str(report.id)):
            self.assertEqual(self.url_open(f"/regie/suivi/{wrong}").status_code, 404)
            self.assertEqual(self.url_open(f"/regie/suivi?code={wrong}").status_code, 404)

    def test_stars_are_given_once_the_problem_is_solved(self):
        report = self._create_report(self.site)
        url = f"/regie/suivi/{report.tracking_code}/stars"
        self._post(url, 404, stars="5")
        self._end(report)
        for wrong in ("0", "6", "x", ""):
            self._post(url, 404, stars=wrong)
        self.assertFalse(report.satisfaction)
        self._post(url, stars="2")
        self._post(url, stars="4")
        self.assertEqual(report.satisfaction, 4)
        with self.assertRaisesRegex(Exception, "E-REP-11"):
            report._rate(9)

    def test_resident_says_that_the_problem_is_still_there_for_some_days(self):
        report = self._create_report(self.site, kind="leak")
        url = f"/regie/suivi/{report.tracking_code}/again"
        self._post(url)
        self.assertEqual(report.reopen_count, 0, "it waits already")
        self._end(report)
        self._post(url)
        self._post(url)
        self.assertEqual((report.state, report.reopen_count), ("new", 1))
        self.assertTrue(report.activity_ids)
        self._end(report)
        report.sudo().date_closed = Datetime.subtract(Datetime.now(), days=31)
        self._post(url)
        self.assertEqual(report.state, "closed")

    def test_neighbour_says_me_too_once(self):
        report = self._create_report(self.site.parent_id.parent_id, description="Mr Dupont's sofa")
        page = self.url_open(self.url)
        action = re.search(r'formaction="([^"]*me-too[^"]*)"', page.text)[1]
        self.assertNotIn("Dupont", page.text)
        self._post(action)
        self._post(action)
        self.assertEqual((report.support_count, report.support_total), (1, 2))
        self.assertFalse(self._reports(), "no report is added")
        self.assertNotIn("formaction", self.url_open(self.url).text, "said already")

    def test_me_too_is_for_what_waits_around(self):
        elsewhere, ended = self._create_report(self._create_hall()), self._create_report(self.site)
        self._end(ended)
        for report in (elsewhere, ended):
            self._post(f"/regie/s/{self.site.qr_token}/me-too/{report.id}", 404)

    def test_neighbours_see_only_what_the_regie_chose_to_show(self):
        report = self._create_report(
            self.site,
            description="Mr Dupont's sofa",
            summary_public="A sofa in the hall",
            photo_ids=[self._photo(is_public=True), self._photo()],
        )
        shown, kept = report.photo_ids
        label = f"/regie/s/{self.site.qr_token}"
        for page in (label, self.url):
            self.assertNotIn("A sofa in the hall", self.url_open(page).text)
        self.assertEqual(self.url_open(f"{label}/reported/{shown.id}").status_code, 404)
        report.is_public = True
        for page in (label, self.url):
            text = self.url_open(page).text
            self.assertIn("A sofa in the hall", text)
            self.assertNotIn("Dupont", text)
        self.assertEqual(self.url_open(f"{label}/reported/{shown.id}").status_code, 200)
        self.assertEqual(self.url_open(f"{label}/reported/{kept.id}").status_code, 404)
        self.assertEqual(self.url_open(f"/web/content/regie.resident.report.photo/{kept.id}/image").status_code, 404)

    def test_form_costs_a_constant_number_of_queries_and_few_bytes(self):
        self.url_open(self.url)
        sizes = []
        for _n in range(2):
            for _m in range(5):
                self._create_report(self.site)
            with self.assertQueryCount(60):
                page = self.url_open(self.url)
            sizes.append(len(page.content))
        self.assertLess(sizes[0], 30_000)
        scripts = re.findall(r'<script[^>]*src="([^"]+)"', page.text)
        styles = re.findall(r'<link[^>]*href="([^"]+\.css)"', page.text)
        self.assertEqual((len(scripts), len(styles)), (1, 2))
        total = sum(len(self.url_open(url).content) for url in scripts + styles)
        self.assertLess(sizes[0] + total, 60_000)
