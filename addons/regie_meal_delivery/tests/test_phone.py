import base64
import json
from datetime import timedelta

from odoo import http
from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .common import DRIVER, MealCase

PIXEL = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
#: The round of a morning played with the thumb: each door its answer, the network away for a while
MORNING = """
const tap = (selector) => {
    const target = document.querySelector(selector);
    const size = target.getBoundingClientRect();
    if (size.height < 44 || size.width < 44) {
        throw new Error(`${selector} is too small for a thumb: ${size.width} x ${size.height}`);
    }
    target.click();
};
const wait = (check) =>
    new Promise((resolve, reject) => {
        let tries = 0;
        const timer = setInterval(() => {
            if (check()) {
                clearInterval(timer);
                resolve();
            } else if (++tries > 200) {
                clearInterval(timer);
                reject(new Error(`never: ${check}`));
            }
        }, 25);
    });
const STORE = "portage.%(round)s";
const sent = () => !localStorage.getItem(STORE);
const open = (stop) => (document.querySelector(`[data-stop='${stop}']`).open = true);
const degrees = (stop, value) => (document.querySelector(`[data-stop='${stop}'] [name=temperature]`).value = value);
const word = (stop) => document.querySelector(`[data-stop='${stop}'] .answer`).textContent;
(async () => {
    const [first, second, third, fourth] = %(stops)s;
    if (document.documentElement.scrollWidth > 360) {
        throw new Error(`the page is ${document.documentElement.scrollWidth} px wide`);
    }
    if (!document.querySelector(`[data-stop='${first}']`).open) {
        throw new Error("the first door is open");
    }
    degrees(first, "2,4");
    tap(`[data-stop='${first}'] [data-answer=delivered]`);
    await wait(sent);
    // the network goes away: answers wait on the telephone, in their order
    const real = window.fetch;
    window.fetch = () => Promise.reject(new TypeError("no network"));
    open(second);
    tap(`[data-stop='${second}'] [data-answer=absent]`);
    const alert = document.querySelector(`[data-stop='${second}'] .alert_absent`);
    if (alert.hidden || !alert.textContent.includes("Claire") || !alert.querySelector("a[href^='tel:']")) {
        throw new Error("who to call is shown at once");
    }
    open(third);
    degrees(third, "7");
    tap(`[data-stop='${third}'] [data-answer=delivered]`);
    if (document.querySelector(`[data-stop='${third}'] .withheld`).hidden) {
        throw new Error("a meal too warm is not left, even without a network");
    }
    await wait(() => document.querySelector("#queue.waiting"));
    if (JSON.parse(localStorage.getItem(STORE)).length !== 2) {
        throw new Error("two answers wait");
    }
    // it comes back, and the first answer is lost on the way: everything is sent again, and counts once
    let lost = true;
    window.fetch = async (...request) => {
        const answer = await real(...request);
        if (lost) {
            lost = false;
            throw new TypeError("the answer is lost");
        }
        return answer;
    };
    window.dispatchEvent(new Event("online"));
    await wait(() => !lost);
    window.dispatchEvent(new Event("online"));
    await wait(sent);
    // a signature with the finger
    open(fourth);
    tap(`[data-stop='${fourth}'] [data-sign]`);
    const canvas = document.querySelector(`[data-stop='${fourth}'] canvas`);
    for (const [type, x] of [["pointerdown", 10], ["pointermove", 90]]) {
        const box = canvas.getBoundingClientRect();
        const where = { clientX: box.left + x, clientY: box.top + 20, buttons: 1, bubbles: true };
        canvas.dispatchEvent(new PointerEvent(type, where));
    }
    tap(`[data-stop='${fourth}'] [data-answer=refused]`);
    await wait(sent);
    if (!word(first) || document.querySelector("#done").textContent !== "4") {
        throw new Error("four doors have an answer");
    }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestPhone(MealCase, HttpCase):
    """The round on the driver's telephone."""

    browser_size = "360x740"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self.circuit = self._create_circuit(self.kitchen, driver_id=self.driver.id)
        today = Date.context_today(self.driver)
        walk = self.env["regie.meal.round"].create(
            {"circuit_id": self.circuit.id, "date": today, "driver_id": self.driver.id}
        )
        contact = self._create_person("Claire", phone="0600000000")
        for number in range(4):
            one = self._subscribe(
                self.circuit,
                f"Person {number}",
                date_start=today - timedelta(days=3),
                sequence=number,
                contact_id=contact.id,
                key_note=f"Code {number}B34",
            )
            stop = self.env["regie.meal.delivery"].create(
                {"round_id": walk.id, "subscription_id": one.id, "sequence": number}
            )
            self.env.cr.execute(
                "INSERT INTO regie_meal_order (subscription_id, company_id, circuit_id, date, date_delivery, quantity,"
                " diet_label, state, delivery_id) VALUES (%s, %s, %s, %s, %s, 1, 'Ordinary meal', 'planned', %s)",
                [one.id, self.company.id, self.circuit.id, today, today, stop.id],
            )
        self.env.invalidate_all()
        self.walk, self.stops = walk, walk.delivery_ids.sorted("sequence")
        self.driver.password = "portage-on-the-phone"

    def _login(self, user=None):
        user = user or self.driver
        user.password = "portage-on-the-phone"
        self.authenticate(user.login, "portage-on-the-phone")

    def _send(self, *entries):
        body = {"jsonrpc": "2.0", "method": "call", "params": {"entries": list(entries)}}
        headers = {"Content-Type": "application/json"}
        answer = self.url_open(f"/portage/{self.walk.id}/sync", data=json.dumps(body), headers=headers).json()
        self.env.invalidate_all()
        return answer

    def _post(self, act, **data):
        data["csrf_token"] = http.Request.csrf_token(self)
        page = self.url_open(f"/portage/{self.walk.id}/{act}", data=data)
        self.env.invalidate_all()
        return page.text

    def test_round_is_played_with_the_thumb(self):
        self.walk._depart(2)
        self.browser_js(
            f"/portage/{self.walk.id}",
            MORNING % {"round": self.walk.id, "stops": self.stops.ids},
            "document.readyState === 'complete'",
            login=self.driver.login,
            timeout=60,
        )
        self.env.invalidate_all()
        self.assertEqual(self.stops.mapped("result"), ["delivered", "absent", "withheld", "refused"])
        self.assertEqual((self.stops[0].temperature, self.stops[2].temperature), (2.4, 7))
        self.assertEqual(self.walk.nonconformity_ids.delivery_id, self.stops[2])
        self.assertTrue(base64.b64decode(self.stops[3].signature).startswith(b"\x89PNG"))
        self.assertEqual(len(self.stops[1].subscription_id.activity_ids), 1)

    def test_round_leaves_and_ends_from_the_telephone(self):
        self._login()
        self.assertIn("E-MEAL-03", self._post("depart", temperature="8,5"))
        self.assertEqual(self.walk.nonconformity_ids.temperature, 8.5)
        self.assertIn("refusal", self._post("depart", temperature="cold"))
        page = self._post("depart", temperature="2,5")
        self.assertEqual(self.walk.state, "running")
        self.assertIn("Code 0B34", page)
        self.assertIn("E-MEAL-11", self._post("end"))
        self._send(*({"uid": f"u{stop.id}", "stop": stop.id, "result": "delivered"} for stop in self.stops))
        self._post("end")
        self.assertEqual(self.walk.state, "done")

    def test_codes_are_shown_only_once_the_round_has_left(self):
        self._login()
        self.assertNotIn("Code 0B34", self.url_open(f"/portage/{self.walk.id}").text)

    def test_same_sending_twice_counts_once_and_odd_things_are_refused(self):
        self.walk._depart(2)
        self._login()
        entry = {"uid": "a", "stop": self.stops[0].id, "result": "delivered", "signature": PIXEL, "age": 600}
        self.assertEqual(self._send(entry)["result"][0]["state"], "ok")
        self.assertEqual(self._send(entry)["result"][0]["state"], "duplicate")
        foreign = self.env["regie.meal.round"].create({"circuit_id": self.circuit.id, "number": 2})
        other = self.env["regie.meal.delivery"].create({"round_id": foreign.id})
        answers = self._send(
            {"uid": "b", "stop": other.id, "result": "delivered"},
            {"uid": "c", "stop": self.stops[1].id, "result": "withheld"},
            {"uid": "d", "stop": self.stops[1].id, "result": "delivered", "signature": "data:,PHN2Zz4="},
            {"uid": "e", "stop": self.stops[1].id, "result": "delivered", "temperature": 400},
            {"uid": "f", "stop": self.stops[1].id, "result": "delivered"},
        )["result"]
        self.assertEqual([answer["state"] for answer in answers], [*["refused"] * 4, "ok"])
        self.assertIn("E-MEAL-14", answers[3]["message"])
        self.assertEqual(self.stops.mapped("result"), ["delivered", "delivered", False, False])

    def test_others_find_no_round(self):
        for number, groups in enumerate(((DRIVER,), ("regie_base.group_role_board_member",), ("base.group_portal",))):
            self._login(self._create_user(f"portage.stranger{number}", *groups))
            self.assertEqual(self.url_open(f"/portage/{self.walk.id}").status_code, 404)
            self.assertIn("error", self._send({"uid": "a", "stop": self.stops[0].id, "result": "absent"}))
        self.assertFalse(self.stops[0].result)

    def test_page_of_yesterday_is_closed_to_the_driver(self):
        self.walk.date -= timedelta(days=1)
        self._login()
        self.assertEqual(self.url_open(f"/portage/{self.walk.id}").status_code, 404)
        self.assertNotIn(f"/portage/{self.walk.id}", self.url_open("/portage").text)

    def test_reading_the_page_changes_nothing(self):
        self._login()
        before = self.walk.write_date
        self.assertIn(f"/portage/{self.walk.id}", self.url_open("/portage").text)
        self.assertEqual(self.url_open(f"/portage/{self.walk.id}").status_code, 200)
        self.env.invalidate_all()
        self.assertEqual((self.walk.state, self.walk.write_date), ("planned", before))

    def test_marks_of_last_month_are_forgotten(self):
        self.walk._depart(2)
        self.walk._receive_taps([{"uid": "old", "stop": self.stops[0].id, "result": "refused"}])
        taps = self.env["regie.meal.tap"].search([("round_id", "=", self.walk.id)])
        self.env.cr.execute("UPDATE regie_meal_tap SET create_date = create_date - interval '40 days'")
        self.env.invalidate_all()
        taps._gc_old()
        self.assertFalse(taps.exists())
