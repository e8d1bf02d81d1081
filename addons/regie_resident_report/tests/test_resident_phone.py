from odoo.tests import HttpCase, tagged

from .common import ReportCase

# The form is opened in a frame of the page of the label: a script does not outlive the page that it leaves.
REPORT = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const find = async (root, selector) => {
        for (let tries = 0; tries < 100; tries++) {
            const found = root()?.querySelector(selector);
            if (found) return found;
            await wait(100);
        }
        throw new Error("not found: " + selector);
    };
    const faults = [];
    let keys = 0;
    let taps = 1; // the link that the camera of the phone shows when it sees the label
    const link = await find(() => document, "a[href$='/report']");
    if (document.documentElement.scrollWidth > 360) faults.push("the page of the label is wider than the phone");
    const frame = document.createElement("iframe");
    frame.style.width = "360px";
    frame.style.height = "740px";
    frame.src = new URL(link.href).pathname;
    taps++;
    document.body.append(frame);
    const page = () => frame.contentDocument;
    const photo = await find(page, "input[type=file][capture]");
    await find(page, ".of_kind[hidden]");
    page().addEventListener("keydown", () => keys++);
    taps += 3; // take a photo, the button of the camera, keep the photo
    const canvas = document.createElement("canvas");
    canvas.width = 4000;
    canvas.height = 3000;
    const ink = canvas.getContext("2d");
    for (let line = 0; line < 3000; line += 3) {
        ink.fillStyle = `rgb(${line & 255}, ${(line * 7) & 255}, 90)`;
        ink.fillRect(0, line, 4000, 3);
    }
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.95));
    const files = new (frame.contentWindow.DataTransfer)();
    files.items.add(new (frame.contentWindow.File)([blob], "IMG_1.jpg", { type: "image/jpeg" }));
    photo.files = files.files;
    photo.dispatchEvent(new (frame.contentWindow.Event)("change", { bubbles: true }));
    await find(page, "#shown img");
    const small = photo.files[0].size;
    if (small > blob.size / 2) faults.push(`photo of ${blob.size} bytes sent with ${small}`);
    const tile = page().querySelector("input[value='%(kind)s']");
    const box = tile.parentElement.getBoundingClientRect();
    if (box.width < 44 || box.height < 44) faults.push("small tile");
    tile.click();
    taps++;
    const danger = page().querySelector(".of_kind[data-kind='%(kind)s']");
    if (danger.hidden) faults.push("danger of the kind not shown");
    const seen = [...page().querySelectorAll(".of_kind:not([hidden])")];
    if (seen.some((one) => one.dataset.kind !== "%(kind)s")) faults.push("sentences of other kinds are shown");
    if (page().documentElement.scrollWidth > 360) faults.push("the form is wider than the phone");
    page().querySelector("#send").click();
    taps++;
    const code = await find(page, ".code strong");
    if (!/^[2-9A-HJ-NP-Z]{8}$/.test(code.textContent)) faults.push("code: " + code.textContent);
    if (page().documentElement.scrollWidth > 360) faults.push("the page of the code is wider than the phone");
    if (taps > 8) faults.push("taps: " + taps);
    if (keys) faults.push("keys: " + keys);
    if (faults.length) console.error(faults.join("; "));
    else console.log("test successful");
})().catch((error) => console.error(error.message));
"""


@tagged("post_install", "-at_install")
class TestResidentPhone(ReportCase, HttpCase):
    """A resident reports a leak with a phone of 360 pixels: eight taps, no account, no keyboard."""

    browser_size = "360x740"

    def test_resident_reports_with_a_photo_in_eight_taps(self):
        hall = self._create_hall()
        self.env.flush_all()
        script = REPORT % {"kind": self._kind("leak").id}
        self.browser_js(f"/regie/s/{hall.qr_token}", script, "document.readyState === 'complete'", timeout=60)
        report = self.env["regie.resident.report"].search([("site_id", "=", hall.id)])
        self.assertEqual((len(report), report.channel, report.category_id), (1, "qr", self._kind("leak")))
        self.assertEqual(len(report.photo_ids), 1)
        self.assertTrue(report.is_anonymous)

    def test_form_works_without_its_script(self):
        page = self.url_open(f"/regie/s/{self._create_hall().qr_token}/report").text
        self.assertNotIn(' hidden="hidden" class="of_kind"', page)
        self.assertIn('enctype="multipart/form-data"', page)
