import base64

from odoo.http import Request
from odoo.tests import HttpCase, tagged

from odoo.addons.regie_activity.tests.phone import PhoneMixin

from .common import AGENT, PIXEL, ErrandCase

PASSWORD = "on-the-bike-2026"
#: From the list to the settled money: leave, sign the advance, tick, photo of the receipt, hand over, settle.
MORNING = """
    await send("a[data-errand='%(errand)s']");
    await tap("details:has(.signed) summary");
    const pad = await find("canvas.pad");
    const box = pad.getBoundingClientRect();
    const draw = (kind, x, y) => pad.dispatchEvent(new (frame.contentWindow.PointerEvent)(kind, {
        clientX: box.left + x, clientY: box.top + y, bubbles: true }));
    draw("pointerdown", 20, 40);
    draw("pointermove", 90, 80);
    draw("pointermove", 160, 30);
    draw("pointerup", 160, 30);
    await send("[data-key='advance']");
    await send("button[value='start']");
    await send("button[name='line_id']");
    await find(".item.done");
    const photo = await find("#receipt_image");
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 600;
    canvas.getContext("2d").fillRect(0, 0, 300, 300);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg"));
    const files = new (frame.contentWindow.DataTransfer)();
    files.items.add(new (frame.contentWindow.File)([blob], "ticket.jpg", { type: "image/jpeg" }));
    photo.files = files.files;
    await write("#receipt_amount", "12,40");
    await send("[data-key='receipt']");
    await send("button[value='deliver']");
    await send("button[value='settle']");
    await find(".soft");
"""


@tagged("post_install", "-at_install")
class TestErrandPhone(PhoneMixin, ErrandCase, HttpCase):
    """An errand on a phone of 360 pixels."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.agent = cls._create_user("agent", AGENT)
        cls.agent.password = PASSWORD

    def _post(self, page, **data):
        return self.url_open(f"/courses/{page}", data={"csrf_token": Request.csrf_token(self), **data})

    def test_errand_phone_tour(self):
        errand = self._create_errand("accepted", user=self.agent)
        self.env["regie.errand.line"].create({"errand_id": errand.id, "name": "Bread"})
        self._play("/courses", MORNING % {"errand": errand.id}, "agent", taps=10)
        self.assertEqual((errand.state, errand.advance, errand.spent, errand.difference), ("settled", 30, 12.4, 17.6))
        self.assertTrue(errand.advance_signature and errand.line_ids.is_done and errand.receipt_ids.image)
        self.assertEqual(errand.advance_signer, "Ginette Leroux")

    def test_page_says_why_and_changes_nothing(self):
        errand = self._create_errand("running", user=self.agent)
        self.authenticate("agent", PASSWORD)
        answer = self._post(f"{errand.id}/step", step="deliver")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("E-ERR-05", answer.text)
        answer = self._post(f"{errand.id}/advance", amount="30", signer="Ginette", signature="data:text/html,boo")
        self.assertIn("E-ERR-03", answer.text)
        answer = self._post(f"{errand.id}/receipt", amount="12")
        self.assertIn("E-ERR-10", answer.text)
        files = {"image": ("ticket.png", base64.b64decode(PIXEL), "image/png")}
        token = Request.csrf_token(self)
        for amount in ("nan", "-3", ""):
            answer = self.url_open(
                f"/courses/{errand.id}/receipt", data={"csrf_token": token, "amount": amount}, files=files
            )
            self.assertIn("E-ERR-10", answer.text)
        self.env.invalidate_all()
        self.assertEqual((errand.state, errand.advance, errand.spent), ("running", 0, 0))

    def test_reading_the_page_changes_nothing(self):
        errand = self._create_errand("accepted", user=self.agent)
        self.authenticate("agent", PASSWORD)
        self.assertIn("Ginette Leroux", self.url_open("/courses").text)
        self.assertEqual(self.url_open(f"/courses/{errand.id}/step").status_code, 405)
        self.env.invalidate_all()
        self.assertEqual(errand.state, "accepted")

    def test_errand_of_somebody_else_is_not_found(self):
        errand = self._create_errand("running")
        self.authenticate("agent", PASSWORD)
        self.assertEqual(self.url_open(f"/courses/{errand.id}").status_code, 404)
        self.assertEqual(self._post(f"{errand.id}/step", step="deliver").status_code, 404)

    def test_page_is_closed_to_those_who_run_no_errand(self):
        self._create_user("accountant", "group_role_accountant").password = PASSWORD
        self.authenticate("accountant", PASSWORD)
        self.assertEqual(self.url_open("/courses").status_code, 404)

    def test_trip_is_made_with_a_tap(self):
        driver, vehicle, person = self.agent.partner_id, self._create_vehicle(), self._create_person()
        self._hold_papers(vehicle, driver)
        self._open_right(person)
        trip = self._create_trip(person, vehicle, driver)
        self.authenticate("agent", PASSWORD)
        self.assertIn("Marché", self.url_open("/courses").text)
        self._post(f"trajet/{trip.id}")
        self.env.invalidate_all()
        self.assertEqual(trip.state, "done")
