import json

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.regie_quality.tests.common import SIGNATURE

from .common import WorksCase


@tagged("post_install", "-at_install")
class TestSituationPortal(WorksCase, HttpCase):
    """The customer approves, or asks for a correction, from its page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.visitor = cls._create_user("gestionnaire", "base.group_portal")
        cls.visitor.password = cls.visitor.login
        cls.landlord = cls._create_partner("Habitat des Tilleuls")
        cls.visitor.partner_id.parent_id = cls.landlord
        cls.situation = cls._create_situation(cls._create_order(partner=cls.landlord, confirmed=True))
        cls.situation.line_ids.percent = 40

    def _sign(self, url, **params):
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        return self.url_open(url, data=body, headers={"Content-Type": "application/json"}).json()

    def test_customer_approves_from_its_page(self):
        self.situation.action_send()
        self.authenticate(self.visitor.login, self.visitor.login)
        self.assertIn(self.situation.name, self.url_open("/my/situations").text)
        url = f"/my/situations/{self.situation.id}"
        page = self.url_open(url).text
        self.assertIn(f"{url}/sign", page)
        answer = self._sign(f"{url}/sign", name="M. Lefèvre", signature=SIGNATURE.decode())
        self.assertIn("done=approved", answer["result"]["redirect_url"])
        self.assertEqual((self.situation.state, self.situation.visa_name), ("approved", "M. Lefèvre"))
        self.assertEqual(self.situation.sale_order_id.order_line.qty_delivered, 4)
        self.assertIn("error", self._sign(f"{url}/sign", name="Again", signature=SIGNATURE.decode())["result"])
        self.assertNotIn(f"{url}/sign", self.url_open(url).text)
        pdf = self.url_open(f"{url}/pdf")
        self.assertEqual(pdf.headers["Content-Type"], "application/pdf")

    def test_link_of_the_mail_is_enough(self):
        self.situation.action_send()
        token = self.situation.access_token
        url = f"/my/situations/{self.situation.id}"
        self.assertEqual(self.url_open(f"{url}?access_token={token}").status_code, 200)
        answer = self._sign(f"{url}/sign?access_token={token}", name="Mme Petit", signature=SIGNATURE.decode())
        self.assertIn("redirect_url", answer["result"])

    def test_customer_asks_for_a_correction(self):
        self.situation.action_send()
        self.authenticate(self.visitor.login, self.visitor.login)
        data = {"csrf_token": http.Request.csrf_token(self), "name": "M. Lefèvre", "reason": "Hall C was not done"}
        self.url_open(f"/my/situations/{self.situation.id}/correct", data=data)
        self.assertEqual(self.situation.state, "draft")
        self.assertIn("Hall C", self.situation.message_ids[0].body + self.situation.message_ids[1].body)
        self.assertEqual(len(self.situation.activity_ids), 1)

    @mute_logger("odoo.http")
    def test_draft_stranger_and_wrong_link_open_nothing(self):
        url = f"/my/situations/{self.situation.id}"
        self.situation._portal_ensure_token()
        self.assertEqual(self.url_open(f"{url}?access_token={self.situation.access_token}").status_code, 404)
        self.situation.action_send()
        self.assertEqual(self.url_open(f"{url}?access_token=wrong").status_code, 404)
        stranger = self._create_user("voisin", "base.group_portal")
        stranger.password = stranger.login
        self.authenticate(stranger.login, stranger.login)
        self.assertEqual(self.url_open(url).status_code, 404)
        self.assertNotIn(self.situation.name, self.url_open("/my/situations").text)

    @mute_logger("odoo.http")
    def test_people_of_the_regie_do_not_approve_for_the_customer(self):
        self.situation.action_send()
        office = self._create_user("office", "group_role_office")
        office.password = office.login
        self.authenticate(office.login, office.login)
        url = f"/my/situations/{self.situation.id}"
        self.assertNotIn(f"{url}/sign", self.url_open(url).text)
        self.assertIn("error", self._sign(f"{url}/sign", name="X", signature=SIGNATURE.decode()))
        self.assertEqual(self.situation.state, "sent")

    def test_papers_are_printed(self):
        self.situation.action_send()
        reports = self.env["ir.actions.report"].with_context(force_report_rendering=True)
        content = reports._render_qweb_pdf("regie_works.report_situation", self.situation.ids)[0]
        self.assertTrue(content.startswith(b"%PDF"))
        order = self._create_order((self._create_trade(family="works"), 1, 100))
        order.write({"waste_line_ids": [(0, 0, self._prepare_waste())], "vat_certificate": "renovation"})
        html = self.env["ir.actions.report"]._render_qweb_html("sale.report_saleorder", order.ids)[0].decode()
        self.assertIn("D541-45-1", html)
        self.assertIn(order._get_vat_statement(), html)
        self.authenticate(None, None)
        page = self.url_open(order.get_portal_url()).text
        self.assertIn("D541-45-1", page)
