import json
from datetime import timedelta

from odoo import Command, http
from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .common import MediationCase

#: A night round played with the thumb: each tap is counted, no key is pressed
NIGHT = """
let taps = 0;
let keys = 0;
document.addEventListener("keydown", () => keys++);
const tap = (selector) => {
    const target = document.querySelector(selector);
    const size = (target.closest("label") || target).getBoundingClientRect();
    if (size.height < 44 || size.width < 44) {
        throw new Error(`${selector} is too small for a thumb: ${size.width} x ${size.height}`);
    }
    taps++;
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
const sent = () => !localStorage.getItem("mediation.%(round)s");
(async () => {
    if (document.documentElement.scrollWidth > 360) {
        throw new Error(`the page is ${document.documentElement.scrollWidth} px wide`);
    }
    tap("[data-place='%(hall)s']");
    for (let number = 0; number < 3; number++) {
        tap("[data-band=teenager_count]");
    }
    tap("[data-band=adult_count]");
    tap("[data-less=adult_count]");
    tap("[data-type='%(noise)s']");
    tap("[name=severity][value='2']");
    tap("[name=actions][value='%(talk)s']");
    tap("[name=outcome][value=calmed]");
    tap("#incident .big");
    await wait(sent);
    // the network goes away: taps wait on the telephone, in their order
    const real = window.fetch;
    window.fetch = () => Promise.reject(new TypeError("no network"));
    tap("[data-band=senior_count]");
    tap("[data-mood=lively]");
    await wait(() => document.querySelector("#queue.waiting"));
    if (JSON.parse(localStorage.getItem("mediation.%(round)s")).length !== 2) {
        throw new Error("two taps wait");
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
    // a name in the text: the sentence is shown, and the incident comes back into its form
    tap("[data-type='%(violence)s']");
    if (document.getElementById("danger").hidden) {
        throw new Error("the emergency numbers come first");
    }
    document.querySelector("[name=text]").value = "Vu avec Mme Diallo";
    tap("#incident .big");
    await wait(() => !document.getElementById("refusal").hidden);
    if (!document.getElementById("refusal").textContent.includes("E-MED-03")) {
        throw new Error("the reason is told");
    }
    document.querySelector("[name=text]").value = "Une bousculade, plus de peur que de mal";
    tap("#incident .big");
    await wait(sent);
    await wait(() => document.getElementById("incident").hidden);
    if (keys) {
        throw new Error("no key is needed");
    }
    console.log(`night round: ${taps} taps`);
    if (taps > 20) {
        throw new Error(`${taps} taps`);
    }
    console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestPhone(MediationCase, HttpCase):
    """A night round on the telephone."""

    browser_size = "360x740"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self.walk = self._create_round(
            start=Datetime.now() - timedelta(minutes=10), user=self.samira, site_ids=[Command.set(self.hall.ids)]
        )
        self.samira.password = self.yann.password = "samira-on-the-phone"

    def _send(self, *entries, walk=None):
        body = {"jsonrpc": "2.0", "method": "call", "params": {"entries": list(entries)}}
        url = f"/mediation/{(walk or self.walk).id}/sync"
        answer = self.url_open(url, data=json.dumps(body), headers={"Content-Type": "application/json"}).json()
        self.env.invalidate_all()
        return answer

    def _login(self, user):
        self.authenticate(user.login, "samira-on-the-phone")

    def test_mediators_of_the_evening_find_their_round(self):
        self._login(self.samira)
        other = self._create_round("street", self.yann)
        page = self.url_open("/mediation").text
        self.assertIn(f"/mediation/{self.walk.id}", page)
        self.assertNotIn(f"/mediation/{other.id}", page)

    def test_night_round_is_played_with_the_thumb(self):
        self.walk.action_start()
        codes = {
            "round": self.walk.id,
            "hall": self.hall.id,
            "noise": self.env.ref("regie_mediation.incident_type_noise").id,
            "violence": self.env.ref("regie_mediation.incident_type_violence").id,
            "talk": self.env.ref("regie_mediation.action_talk").id,
        }
        self.authenticate(self.samira.login, "samira-on-the-phone")
        self.browser_js(
            f"/mediation/{self.walk.id}",
            NIGHT % codes,
            "document.readyState === 'complete'",
            login=self.samira.login,
            timeout=60,
        )
        self.env.invalidate_all()
        counts = (self.walk.teenager_count, self.walk.adult_count, self.walk.senior_count)
        self.assertEqual((counts, self.walk.mood), ((3, 0, 1), "lively"))
        self.assertEqual(self.walk.stop_ids.site_id, self.hall)
        incidents = self.walk.incident_ids.sorted("id")
        self.assertEqual(incidents.mapped("severity"), ["2", "1"])
        self.assertEqual((incidents[0].outcome, incidents[0].action_ids.name), ("calmed", "Talk"))

    def test_same_sending_twice_counts_once(self):
        self.walk.action_start()
        self._login(self.samira)
        entries = [
            {"uid": "a", "kind": "count", "value": {"band": "adult_count", "by": 1}},
            {"uid": "b", "kind": "stop", "value": self.hall.id, "age": 600},
        ]
        self.assertEqual([line["state"] for line in self._send(*entries)["result"]], ["ok", "ok"])
        self.assertEqual([line["state"] for line in self._send(*entries)["result"]], ["duplicate"] * 2)
        self.assertEqual([line["state"] for line in self._send(entries[0], entries[0])["result"]], ["duplicate"] * 2)
        self.assertEqual((self.walk.adult_count, len(self.walk.stop_ids)), (1, 1))
        self.assertLess(self.walk.stop_ids.date, Datetime.now() - timedelta(seconds=500))

    def test_refused_thing_does_not_stop_the_others_and_tells_why(self):
        self.walk.action_start()
        self._login(self.samira)
        answers = self._send(
            {"uid": "a", "kind": "stop", "value": self.dwelling.id},
            {"uid": "b", "kind": "count", "value": {"band": "company_id", "by": 1}},
            {"uid": "c", "kind": "count", "value": {"band": "adult_count", "by": 999}},
            {"uid": "d", "kind": "write", "value": {}},
            {"uid": "", "kind": "note", "value": "x"},
            {"uid": "e", "kind": "note", "value": "Appeler le 06 12 34 56 78"},
            {"uid": "f", "kind": "note", "value": "Soirée calme"},
        )["result"]
        self.assertEqual([line["state"] for line in answers], [*["refused"] * 6, "ok"])
        self.assertIn("E-MED-04", answers[0]["message"])
        self.assertIn("E-MED-03", answers[5]["message"])
        self.assertEqual((self.walk.note, self.walk.contact_count), ("Soirée calme", 0))

    def test_counter_does_not_go_below_zero(self):
        self.walk._receive_taps([{"uid": "a", "kind": "count", "value": {"band": "adult_count", "by": -1}}])
        self.assertEqual(self.walk.adult_count, 0)

    def test_round_of_others_is_not_found(self):
        alone = self._create_round("street", self.samira)
        self._login(self.yann)
        self.assertEqual(self.url_open(f"/mediation/{alone.id}").status_code, 404)
        data = {"csrf_token": http.Request.csrf_token(self), "act": "start"}
        self.assertEqual(self.url_open(f"/mediation/{alone.id}/tap", data=data).status_code, 404)
        entry = {"uid": "a", "kind": "mood", "value": "calm"}
        self.assertIn("error", self._send(entry, walk=alone))
        self.assertEqual((alone.state, alone.mood), ("planned", False))

    def test_who_is_no_mediator_finds_no_page(self):
        office = self._create_user("office.phone", "group_role_office")
        office.password = "samira-on-the-phone"
        self._login(office)
        self.assertEqual(self.url_open("/mediation").status_code, 404)
        self.assertEqual(self.url_open(f"/mediation/{self.walk.id}").status_code, 404)

    def test_round_is_begun_and_finished_from_the_telephone(self):
        self._login(self.samira)
        for act, state in (("start", "running"), ("end", "done")):
            data = {"csrf_token": http.Request.csrf_token(self), "act": act}
            self.assertEqual(self.url_open(f"/mediation/{self.walk.id}/tap", data=data).status_code, 200)
            self.env.invalidate_all()
            self.assertEqual(self.walk.state, state)
            self.walk.sudo().date_started -= timedelta(hours=1)
        data = {"csrf_token": http.Request.csrf_token(self), "act": "end"}
        self.assertIn("E-MED-10", self.url_open(f"/mediation/{self.walk.id}/tap", data=data).text)

    def test_reading_the_page_changes_nothing(self):
        self._login(self.samira)
        before = self.walk.write_date
        self.assertEqual(self.url_open(f"/mediation/{self.walk.id}").status_code, 200)
        self.env.invalidate_all()
        self.assertEqual((self.walk.state, self.walk.write_date), ("planned", before))

    def test_page_is_light(self):
        self._login(self.samira)
        self.walk.action_start()
        pages = [
            f"/mediation/{self.walk.id}",
            *(f"/regie_mediation/static/src/phone/phone.{kind}" for kind in ("css", "js")),
        ]
        self.assertLess(sum(len(self.url_open(page).content) for page in pages), 40_000)

    def test_marks_of_last_month_are_forgotten(self):
        self.walk._receive_taps([{"uid": "a", "kind": "mood", "value": "calm"}])
        taps = self.env["regie.mediation.tap"].search([("round_id", "=", self.walk.id)])
        taps._gc_old()
        self.assertTrue(taps.exists())
        self.env.cr.execute("UPDATE regie_mediation_tap SET create_date = create_date - interval '40 days'")
        self.env.invalidate_all()
        taps._gc_old()
        self.assertFalse(taps.exists())
