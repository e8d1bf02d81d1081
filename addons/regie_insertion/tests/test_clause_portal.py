import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common_clause import FEBRUARY, SIGNATURE, ClauseCase


@tagged("post_install", "-at_install")
class TestClausePortal(ClauseCase, HttpCase):
    """The buyer countersigns or contests its months; nobody else's buyer finds them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.buyer = cls._create_buyer("buyer", cls.clause.buyer_id)
        cls.stranger = cls._create_buyer("stranger", cls._create_partner("Ville voisine"))
        cls._work(cls.worksite, cls.amina)
        cls.month = cls._declare()
        cls.url = f"/my/clauses/{cls.month.id}"

    @classmethod
    def _create_buyer(cls, login, partner):
        user = cls._create_user(login, "base.group_portal")
        user.write({"password": login, "name": "Pascal Roussel"})
        user.partner_id.parent_id = partner
        return user

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def _sign(self, url=None, **params):
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        url = url or f"{self.url}/sign"
        return self.url_open(url, data=json.dumps(body), headers={"Content-Type": "application/json"}).json()

    def test_buyer_reads_its_month_without_a_name(self):
        self.authenticate("buyer", "buyer")
        for url in ("/my/clauses", self.url):
            text = self.url_open(url).text
            self.assertIn("M-2026-050/1", text)
            self.assertRegex(text, r"7[.,]00")
            for secret in ("Amina", "Sow", self.amina.registration_number, self.amina.pass_ids.number):
                self.assertNotIn(secret, text)

    def test_reading_changes_nothing(self):
        self.authenticate("buyer", "buyer")
        self.env.flush_all()
        before = self.month.read(["state", "access_token", "write_date"])
        for url in ("/my/clauses", self.url, "/my/clauses.xlsx"):
            self.assertEqual(self.url_open(url).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.month.read(["state", "access_token", "write_date"]), before)
        for url in (f"{self.url}/sign", f"{self.url}/contest"):
            self.assertIn(self.url_open(url).status_code, (400, 404, 405, 415), url)

    def test_buyer_countersigns_with_name_and_drawing(self):
        self.authenticate("buyer", "buyer")
        self.assertIn("error", self._sign(name="Pascal Roussel", signature="")["result"])
        result = self._sign(name="Pascal Roussel", signature=SIGNATURE.decode())["result"]
        self.assertIn(self.url, result["redirect_url"])
        answer = self.month.last_answer_id
        self.assertEqual((self.month.state, answer.partner_id), ("accepted", self.buyer.partner_id))
        self.assertIn("error", self._sign(name="Pascal", signature=SIGNATURE.decode())["result"], "signed once")

    def test_buyer_contests_with_a_reason(self):
        self.authenticate("buyer", "buyer")
        page = self._post(f"{self.url}/contest", name="Pascal Roussel", reason=" ")
        self.assertEqual((page.status_code, self.month.state), (200, "declared"))
        page = self._post(f"{self.url}/contest", name="Pascal Roussel", reason="Seven hours too many")
        self.assertEqual((page.status_code, self.month.state), (303, "contested"))
        self.assertIn("Seven hours too many", self.url_open(self.url).text)
        self.assertTrue(self.month.activity_ids)

    @mute_logger("odoo.http")
    def test_another_buyer_finds_nothing(self):
        for login in ("stranger", None):
            self.authenticate(login, login)
            for url in (self.url, f"{self.url}/pdf", f"{self.url}?access_token=wrong", "/my/clauses/999999999"):
                self.assertEqual(self.url_open(url).status_code, 404, url)
            self.assertEqual(self._post(f"{self.url}/contest", name="X", reason="X").status_code, 404)
            self.assertIn("error", self._sign(name="X", signature=SIGNATURE.decode()))
        self.assertEqual(self.month.state, "declared")
        self.authenticate("stranger", "stranger")
        self.assertNotIn(self.url, self.url_open("/my/clauses").text)

    @mute_logger("odoo.http")
    def test_month_that_is_not_declared_is_not_there(self):
        other = self._create_clause(buyer_id=self.clause.buyer_id.id)
        self._work(self._create_worksite(other), self.amina, "2026-03-02")
        self._validate_month(FEBRUARY.replace(month=3))
        month = self._get_month(other, FEBRUARY.replace(month=3))
        self.authenticate("buyer", "buyer")
        self.assertEqual(self.url_open(f"/my/clauses/{month.id}").status_code, 404)

    def test_link_opens_the_month_to_a_buyer_without_an_account(self):
        self.authenticate(None, None)
        token = self.month._portal_ensure_token()
        self.assertEqual(self.url_open(f"{self.url}?access_token={token}").status_code, 200)
        self._sign(f"{self.url}/sign?access_token={token}", name="Pascal", signature=SIGNATURE.decode())
        self.assertEqual(self.month.state, "accepted")

    @mute_logger("odoo.http")
    def test_regie_sees_the_page_and_signs_nothing(self):
        director = self._create_user("director", "group_role_director")
        director.password = "director"
        self.authenticate("director", "director")
        page = self.url_open(self.month.preview_buyer()["url"])
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("portal.signature_form", page.text)
        self.assertIn("error", self._sign(name="X", signature=SIGNATURE.decode()))
        self.assertEqual(self._post(f"{self.url}/contest", name="X", reason="X").status_code, 404)
        self.assertEqual(self.month.state, "declared")

    def test_spreadsheet_adds_up_to_the_ledger(self):
        self.authenticate("buyer", "buyer")
        content = self.url_open("/my/clauses.xlsx").content
        rows = list(load_workbook(io.BytesIO(content)).active.values)
        self.assertEqual((rows[1][1], rows[1][4], rows[1][5]), ("M-2026-050/1", 7, 7))
        self.assertEqual(rows[-1][4], sum(self.month.ledger_ids.mapped("hours")))

    def test_home_page_counts_the_months(self):
        self.authenticate("buyer", "buyer")
        body = {"jsonrpc": "2.0", "method": "call", "params": {"counters": ["regie_clause_month_count"]}}
        response = self.url_open("/my/counters", data=json.dumps(body), headers={"Content-Type": "application/json"})
        self.assertEqual(response.json()["result"]["regie_clause_month_count"], 1)
