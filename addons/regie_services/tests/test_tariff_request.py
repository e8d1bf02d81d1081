import base64
import io

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from PIL import Image

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import HttpCase, tagged

from .common import TARIFF, ServiceCase


def _picture():
    """A small picture, as a phone sends one."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


@tagged("post_install", "-at_install")
class TestTariffRequest(ServiceCase, HttpCase):
    """A person asks for a tariff from their own page; the paper is seen by one group and erased with the answer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.grid = cls._create_grid()
        cls.desk = cls._create_user("desk", TARIFF)
        cls.awa = cls._create_user("awa.tarif", "base.group_portal")
        cls.louis = cls._create_user("louis.tarif", "base.group_portal")

    def _ask(self, content=None, name="avis.png"):
        self.authenticate("awa.tarif", "awa.tarif")
        page = self.url_open("/my/tarif")
        token = page.text.split('name="csrf_token" value="')[1].split('"')[0]
        return self.url_open(
            "/my/tarif",
            data={"csrf_token": token, "message": "Je viens samedi"},
            files={"document": (name, _picture() if content is None else content)},
        )

    def _create_request(self, **vals):
        return self.env["regie.tariff.request"].create(
            {"partner_id": self.awa.partner_id.id, "document": base64.b64encode(_picture()), **vals}
        )

    def test_person_asks_and_reads_the_answer(self):
        self.assertEqual(self._ask().status_code, 200)
        asked = self.env["regie.tariff.request"].search([("partner_id", "=", self.awa.partner_id.id)])
        self.assertEqual((asked.state, asked.message), ("waiting", "Je viens samedi"))
        wizard = (
            self.env["regie.tariff.calculator"]
            .with_user(self.desk)
            .with_context(**asked.with_user(self.desk).action_calculate()["context"])
            .create({"grid_id": self.grid.id, "method": "quotient", "quotient": 300})
        )
        wizard.action_confirm()
        self.assertEqual((asked.state, asked.user_id, asked.document), ("accepted", self.desk, False))
        self.assertEqual(self.awa.partner_id.regie_entitlement_ids.origin, "request")
        self.assertIn("fa-check", self.url_open("/my/tarif").text)

    def test_wrong_paper_is_refused_and_the_words_are_kept(self):
        for content in (b"", b"<svg/>", b"MZ" * 50):
            with self.subTest(content=content[:5]):
                page = self._ask(content)
                self.assertIn("E-TIER-15", page.text)
        self.assertIn("Je viens samedi", page.text)
        self.assertFalse(self.env["regie.tariff.request"].search([("partner_id", "=", self.awa.partner_id.id)]))

    def test_second_request_waits_for_the_first(self):
        self._create_request()
        with self.assertRaisesRegex(ValidationError, "E-TIER-16"):
            self._create_request()
        neighbour = self._create_company()
        self.assertEqual(self._create_request(company_id=neighbour.id).state, "waiting")

    def test_paper_that_is_replaced_is_looked_at_too(self):
        asked = self._create_request()
        with self.assertRaisesRegex(ValidationError, "E-TIER-15"), self.cr.savepoint():
            asked.document = base64.b64encode(b"MZ" * 50)

    def test_refusal_says_why_and_erases_the_paper(self):
        asked = self._create_request().with_user(self.desk)
        with self.assertRaisesRegex(UserError, "E-TIER-17"):
            asked.action_refuse()
        asked.reason = "Apportez l'avis de cette année"
        asked.action_refuse()
        self.assertEqual((asked.state, asked.document), ("refused", False))
        with self.assertRaisesRegex(UserError, "FACT-01"):
            asked.is_accepted = True

    def test_paper_is_read_by_the_tariff_group_alone(self):
        asked = self._create_request()
        attachment = self.env["ir.attachment"].search(
            [("res_model", "=", "regie.tariff.request"), ("res_id", "=", asked.id), ("res_field", "=", "document")]
        )
        self.assertTrue(attachment)
        self.assertTrue(asked.with_user(self.desk).document)
        for role in ("cashier", "team_leader", "accountant", "board_member"):
            user = self._create_user(f"{role}.mur", f"group_role_{role}")
            with self.subTest(role=role), self.assertRaises(AccessError):
                asked.with_user(user).read(["document"])
        self.authenticate("louis.tarif", "louis.tarif")
        url = f"/web/content/regie.tariff.request/{asked.id}/document"
        self.assertNotEqual(self.url_open(url).status_code, 200)
        self.assertNotIn("Je viens", self.url_open("/my/tarif").text)

    def test_forgotten_request_is_erased(self):
        asked = self._create_request()
        with freeze_time(fields.Date.today() + relativedelta(months=4)):
            self.env["regie.tariff.request"]._gc_requests()
        self.assertFalse(asked.exists())
