from odoo import http
from odoo.exceptions import UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_minutes import DRAWING, MinutesCase


@tagged("post_install", "-at_install")
class TestMinutesPortal(MinutesCase, HttpCase):
    """A signer without account signs by a personal link; members read what was adopted; nobody else finds anything."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].sudo().set_param("web.base.url", cls.base_url())

    def _get_url(self, line):
        return f"/minutes/{line.access_token}"

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def _drawing(self):
        return f"data:image/png;base64,{DRAWING.decode()}"

    # Signing by a link

    def test_signer_receives_a_link_and_reads_the_text(self):
        chair, scribe = self._send()
        template = self.env.ref("regie_governance.mail_template_minutes_sign")
        mails = self.env["mail.mail"].search([("model", "=", chair._name), ("res_id", "in", (chair | scribe).ids)])
        self.assertEqual(len(mails), 2)
        body = template._render_field("body_html", chair.ids)[chair.id]
        self.assertIn(chair.access_token, body)
        page = self.url_open(self._get_url(chair))
        self.assertEqual(page.status_code, 200)
        for words in (self.chair.name, "Request to the State", "Sell the van", chair.seal):
            self.assertIn(words, page.text)
        pdf = self.url_open(f"{self._get_url(chair)}/pdf")
        self.assertEqual((pdf.status_code, pdf.headers["Content-Type"]), (200, "application/pdf"))

    def test_signer_signs_on_a_phone_without_account(self):
        chair, scribe = self._send()
        self.authenticate(None, None)
        answer = self._post(f"{self._get_url(chair)}/sign", signature="")
        self.assertEqual((answer.status_code, bool(chair.date_signed)), (200, False))
        answer = self._post(f"{self._get_url(chair)}/sign", signature=self._drawing())
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(chair.date_signed)
        self.assertFalse(scribe.date_signed)
        self._post(f"{self._get_url(scribe)}/sign", signature=self._drawing())
        self.assertEqual(self.meeting.state, "signed")
        self.assertEqual(self.meeting._find_alterations(), [])
        self.assertIn('id="signed"', self.url_open(self._get_url(scribe)).text)

    def test_reading_the_link_changes_nothing(self):
        chair = self._send()[0]
        self.env.flush_all()
        before = chair.read(["date_signed", "write_date", "seal"])
        for url in (self._get_url(chair), f"{self._get_url(chair)}/pdf", f"{self._get_url(chair)}?done=1"):
            self.assertEqual(self.url_open(url).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(chair.read(["date_signed", "write_date", "seal"]), before)

    @mute_logger("odoo.http")
    def test_without_the_form_or_with_another_token_nothing_is_signed(self):
        chair = self._send()[0]
        self.authenticate(None, None)
        url = f"{self._get_url(chair)}/sign"
        self.assertIn(self.url_open(url).status_code, (404, 405))
        refused = self.url_open(url, data={"signature": self._drawing()}, allow_redirects=False)
        self.assertEqual(refused.status_code, 400, "no csrf token")
        for token in ("x", "x" * 43, chair.access_token[:-1]):
            self.assertEqual(self.url_open(f"/minutes/{token}").status_code, 404)
            self.assertEqual(self.url_open(f"/minutes/{token}/pdf").status_code, 404)
            self.assertEqual(self._post(f"/minutes/{token}/sign", signature=self._drawing()).status_code, 404)
        self.assertFalse(chair.date_signed)

    @mute_logger("odoo.http")
    def test_link_of_minutes_taken_back_is_dead(self):
        url = self._get_url(self._send()[0])
        self.meeting.action_reopen_minutes()
        self.assertEqual(self.url_open(url).status_code, 404)

    @mute_logger("odoo.http")
    def test_pdf_of_the_back_office_is_for_who_may_read_it(self):
        self.reader.password = self.secretary.password = "minutes-reader"
        url = f"/regie/minutes/{self.meeting.id}.pdf"
        self.authenticate("reader", "minutes-reader")
        self.assertEqual(self.url_open(url).status_code, 404, "a draft")
        self.authenticate("secretary", "minutes-reader")
        self.assertEqual(self.url_open(url).status_code, 200)
        self._sign_all()
        self.authenticate("reader", "minutes-reader")
        self.assertEqual(self.url_open(url).status_code, 200)

    # The members

    def _create_portal(self, login, partner):
        user = self._create_user(login, "base.group_portal")
        old = user.partner_id
        user.write({"partner_id": partner.id, "password": "portal-member"})
        old.active = False
        return user

    def _publish(self):
        self._sign_all()
        self.meeting.action_publish_deliberations()
        return self.adopted.publication_ids

    def test_member_reads_what_was_adopted_and_its_extract(self):
        published = self._publish()
        self._create_portal("member", self.scribe)
        self.authenticate("member", "portal-member")
        page = self.url_open("/my/deliberations")
        self.assertIn("2026-CA-001", page.text)
        self.assertIn("The board asks for a grant.", page.text)
        self.assertNotIn("Sell the van", page.text)
        self.assertNotIn("2026-CA-001", self.url_open("/my/deliberations?search=van").text)
        pdf = self.url_open(f"/my/deliberations/{published.id}.pdf")
        self.assertEqual((pdf.status_code, pdf.headers["Content-Type"]), (200, "application/pdf"))

    @mute_logger("odoo.http")
    def test_who_is_on_no_register_finds_nothing(self):
        published = self._publish()
        stranger = self._create_portal("stranger", self._create_person())
        self.authenticate("stranger", "portal-member")
        for url in ("/my/deliberations", f"/my/deliberations/{published.id}.pdf"):
            self.assertEqual(self.url_open(url).status_code, 404)
        self.assertFalse(self.env["regie.deliberation.publication"].with_user(stranger).search([]))

    @mute_logger("odoo.http")
    def test_member_of_another_regie_does_not_find_it(self):
        published = self._publish()
        neighbour = self._create_company()
        member = self._create_member(company_id=neighbour.id)
        user = self._create_portal("neighbour", member.partner_id)
        self.authenticate("neighbour", "portal-member")
        self.assertEqual(self.url_open("/my/deliberations").status_code, 200)
        self.assertEqual(self.url_open(f"/my/deliberations/{published.id}.pdf").status_code, 404)
        self.assertFalse(self.env["regie.deliberation.publication"].with_user(user).search([]))

    @mute_logger("odoo.http")
    def test_membership_that_ended_closes_the_door_at_once(self):
        published = self._publish()
        member = self._create_member()
        self._create_portal("former", member.partner_id)
        self.authenticate("former", "portal-member")
        url = f"/my/deliberations/{published.id}.pdf"
        self.assertEqual(self.url_open(url).status_code, 200)
        member.write({"date_end": "2026-01-01", "end_reason": "resignation"})
        self.assertEqual(self.url_open(url).status_code, 404)

    @mute_logger("odoo.http")
    def test_deliberation_taken_off_is_not_found(self):
        published = self._publish()
        self._create_portal("member", self.scribe)
        published.active = False
        self.authenticate("member", "portal-member")
        self.assertEqual(self.url_open(f"/my/deliberations/{published.id}.pdf").status_code, 404)

    def test_publication_is_taken_off_and_never_rewritten(self):
        published = self._publish().with_user(self.secretary)
        with self.assertRaisesRegex(UserError, "GOV-061"):
            published.title = "Else"
        self.assertFalse(published.has_access("create"))
        published.active = False

    def test_portal_reads_neither_the_meeting_nor_its_votes(self):
        self._publish()
        user = self._create_portal("member", self.scribe)
        for model in ("regie.meeting", "regie.resolution", "regie.vote.line", "regie.minutes.signature"):
            self.assertFalse(self.env[model].with_user(user).has_access("read"), model)
