import json

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import SIGNATURE, QualityCase, picture


@tagged("post_install", "-at_install")
class TestInspectionPortal(QualityCase, HttpCase):
    """The landlord signs or contests the inspections of its sites; another one finds nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.owner = cls._create_partner("Habitat des Tilleuls")
        cls.landlord = cls._create_landlord("landlord", cls.owner)
        cls.stranger = cls._create_landlord("stranger", cls._create_partner("Ville voisine"))
        cls.leader = cls._create_user("leader", "group_role_team_leader")
        cls.leader.name = "Mariam Koné"
        cls.site = cls._create_hall(own_owner_id=cls.owner.id)
        cls.inspection = cls._create_inspection(4, 3, 1, site=cls.site, inspector_id=cls.leader.id)
        cls.inspection.line_ids[2].photo = picture("red")
        cls.inspection.action_done()
        cls.url = f"/my/inspections/{cls.inspection.id}"
        cls.photo = f"{cls.url}/photo/{cls.inspection.line_ids[2].id}"

    def _post(self, url, **data):
        return self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data}, allow_redirects=False)

    def _sign(self, url=None, **params):
        body = {"jsonrpc": "2.0", "method": "call", "id": 1, "params": params}
        url = url or f"{self.url}/sign"
        return self.url_open(url, data=json.dumps(body), headers={"Content-Type": "application/json"}).json()

    def test_owner_reads_its_inspections_without_a_name(self):
        self.authenticate("landlord", "landlord")
        for url in ("/my/inspections", self.url):
            text = self.url_open(url).text
            self.assertIn(self.site.name, text)
            self.assertRegex(text, r"79[.,]17")
            self.assertNotIn("Mariam", text)
        self.assertEqual(self.url_open(self.photo).headers["Content-Type"], "image/jpeg")
        pdf = self.url_open(f"{self.url}/pdf")
        self.assertEqual((pdf.status_code, pdf.headers["Content-Type"]), (200, "application/pdf"))

    def test_buyer_of_the_lot_reads_it_too(self):
        town = self._create_partner("Ville")
        self._create_landlord("town", town)
        lot = self._create_lot(self._create_market(buyer=town))
        inspection = self._create_inspection(4, 4, 4, site=self.site, lot_id=lot.id, done=True)
        self.authenticate("town", "town")
        self.assertEqual(self.url_open(f"/my/inspections/{inspection.id}").status_code, 200)

    def test_reading_changes_nothing(self):
        self.authenticate("landlord", "landlord")
        self.env.flush_all()
        before = self.inspection.read(["state", "access_token", "write_date"])
        for url in ("/my/inspections", self.url, self.photo):
            self.assertEqual(self.url_open(url).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.inspection.read(["state", "access_token", "write_date"]), before)

    def test_owner_signs_with_name_and_drawing(self):
        self.authenticate("landlord", "landlord")
        self.assertIn("E-QUAL-12", self._sign(name="Claire Petit", signature="")["result"]["error"])
        result = self._sign(name="Claire Petit", signature=SIGNATURE.decode())["result"]
        self.assertIn(self.url, result["redirect_url"])
        self.assertEqual((self.inspection.state, self.inspection.signer_name), ("signed", "Claire Petit"))
        self.assertIn("E-QUAL-04", self._sign(name="Other", signature=SIGNATURE.decode())["result"]["error"])
        self.assertIn("Claire Petit", self.url_open(self.url).text)

    def test_owner_contests_then_reads_the_answer_and_signs(self):
        self.authenticate("landlord", "landlord")
        page = self._post(f"{self.url}/contest", name="Claire Petit", reason=" ")
        self.assertEqual((page.status_code, self.inspection.state), (200, "done"))
        page = self._post(f"{self.url}/contest", name="Claire Petit", reason="The door was locked")
        self.assertEqual((page.status_code, self.inspection.state), (303, "contested"))
        self.inspection.contest_answer = "We come back on Monday"
        self.assertIn("We come back on Monday", self.url_open(self.url).text)
        self._sign(name="Claire Petit", signature=SIGNATURE.decode())
        self.assertEqual(self.inspection.state, "signed")

    @mute_logger("odoo.http")
    def test_another_landlord_finds_nothing(self):
        for login in ("stranger", None):
            self.authenticate(login, login)
            for url in (self.url, self.photo, f"{self.url}/pdf", f"{self.url}?access_token=wrong"):
                self.assertEqual(self.url_open(url).status_code, 404, url)
            self.assertEqual(self._post(f"{self.url}/contest", name="X", reason="X").status_code, 404)
            self.assertIn("error", self._sign(name="X", signature=SIGNATURE.decode()))
        self.assertEqual(self.inspection.state, "done")
        self.authenticate("stranger", "stranger")
        self.assertNotIn(self.url, self.url_open("/my/inspections").text)

    @mute_logger("odoo.http")
    def test_what_is_not_done_or_not_shared_is_not_there(self):
        self.authenticate("landlord", "landlord")
        draft = self._create_inspection(4, 4, 4, site=self.site)
        own = self._create_inspection(4, 4, 4, site=self.site, kind="self", done=True)
        for inspection in (draft, own):
            token = inspection._portal_ensure_token()
            for url in (f"/my/inspections/{inspection.id}", f"/my/inspections/{inspection.id}?access_token={token}"):
                self.assertEqual(self.url_open(url).status_code, 404, url)
        other = self._create_inspection(4, 4, 4, done=True)
        line = other.line_ids[0]
        self.assertEqual(self.url_open(f"{self.url}/photo/{line.id}").status_code, 404)

    def test_link_opens_the_inspection_to_an_owner_without_an_account(self):
        self.authenticate(None, None)
        token = self.inspection._portal_ensure_token()
        page = self.url_open(f"{self.url}?access_token={token}")
        self.assertEqual((page.status_code, page.headers["Cache-Control"]), (200, "no-store"))
        self.assertEqual(self.url_open(f"{self.photo}?access_token={token}").status_code, 200)
        self._sign(f"{self.url}/sign?access_token={token}", name="Claire", signature=SIGNATURE.decode())
        self.assertEqual(self.inspection.state, "signed")

    @mute_logger("odoo.http")
    def test_regie_sees_the_page_and_answers_nothing(self):
        self.leader.password = "leader"
        self.authenticate("leader", "leader")
        page = self.url_open(self.url)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("/contest", page.text)
        self.assertIn("error", self._sign(name="X", signature=SIGNATURE.decode()))
        self.assertEqual(self._post(f"{self.url}/contest", name="X", reason="X").status_code, 404)

    def test_home_page_counts_the_inspections(self):
        self.authenticate("landlord", "landlord")
        body = {"jsonrpc": "2.0", "method": "call", "params": {"counters": ["regie_inspection_count"]}}
        response = self.url_open("/my/counters", data=json.dumps(body), headers={"Content-Type": "application/json"})
        self.assertEqual(response.json()["result"]["regie_inspection_count"], 1)
