import base64
import resource
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from odoo.tests import HttpCase, tagged

from odoo.addons.regie_gup.tests.common_field import picture

from .common import PhoneCase

#: Keys are counted: nobody types anything on this page.
COUNT_KEYS = "window.keys = 0; addEventListener('keydown', () => window.keys++, true)"
WIDTH = "document.documentElement.scrollWidth"
SMALL = """() => [...document.querySelectorAll("button, a")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.textContent)"""
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "locale": "fr-FR"}
PHOTO = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": base64.b64decode(picture(side=2400))}


@contextmanager
def _unlimited_memory():
    """Odoo limits the addresses of its process, and a browser started from it asks for more than it uses."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, limits)


class Phone:
    """The phone of a team leader: each tap counts, also the one on the shutter of the camera."""

    def __init__(self, context, page):
        self.context, self.page, self.taps = context, page, 0

    def tap(self, key):
        """Touch what bears this key."""
        self.page.locator(f"[data-key='{key}']").tap()
        self.taps += 1

    def photo(self, key):
        """Open the camera and take a picture."""
        with self.page.expect_file_chooser() as chooser:
            self.tap(key)
        chooser.value.set_files(PHOTO)
        self.taps += 1

    def finish(self):
        """End the pass, once the large button says so."""
        expect(self.page.locator(".next.finish")).to_be_enabled(timeout=20_000)
        self.tap("next")

    def expect_waiting(self, count):
        """Wait until so many entries are shown as not sent."""
        expect(self.page.locator("[data-waiting]")).to_have_attribute("data-waiting", str(count), timeout=20_000)

    def is_kept(self):
        """Wait until the page is kept by its worker."""
        self.page.wait_for_selector("html[data-kept]", timeout=20_000)
        self.page.wait_for_function("async () => (await (await caches.open('regie_field')).keys()).length > 3")


@tagged("post_install", "-at_install")
class TestFieldPage(PhoneCase, HttpCase):
    """The day of a team leader in a real browser, with the network and without."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.members = cls._create_members(12)
        checks = [(0, 0, {"name": name}) for name in ("Sweep", "Mop", "Light")]
        with_checks = cls._create_service_type(photo_rule="after", check_ids=checks)
        with_photo = cls._create_service_type(photo_rule="after")
        types = (with_checks, cls._create_service_type(), with_photo)
        cls.passes = [cls._create_pass_today(service_type=one, time_start=hour) for hour, one in enumerate(types, 8)]

    @contextmanager
    def _phone(self, path="/chantier"):
        self.authenticate("leader", "leader")
        host = urlsplit(self.base_url()).hostname
        cookie = {"name": "session_id", "value": self.session.sid, "domain": host, "path": "/"}
        with self.allow_requests(all_requests=True), _unlimited_memory(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
            )
            context = browser.new_context(base_url=self.base_url(), **PHONE)
            context.add_cookies([cookie])
            context.add_init_script(COUNT_KEYS)
            page = context.new_page()
            page.goto(path)
            page.wait_for_selector(".card, .pass", timeout=30_000)
            yield Phone(context, page)
            self.assertEqual(page.evaluate("window.keys"), 0)
            browser.close()
            self._wait_remaining_requests()
        self.env.invalidate_all()

    def _get_states(self):
        return [one.state for one in self.passes]

    def test_day_of_twelve_people_in_twenty_taps_without_a_key(self):
        first, second, third = self.passes
        with self._phone() as phone:
            phone.tap(f"pass-{first.id}")
            phone.tap("next")
            phone.tap(f"person-{self.members[3].id}")
            phone.tap("choice-sick")
            phone.tap("crew-ok")
            phone.tap("next")  # the checklist, in one go
            phone.photo("next")
            phone.finish()
            phone.tap(f"pass-{second.id}")
            phone.tap("next")
            phone.tap("next")
            phone.tap(f"pass-{third.id}")
            phone.tap("next")
            phone.photo("next")
            phone.finish()
            expect(phone.page.locator(".card.done")).to_have_count(3)
            phone.expect_waiting(0)
            taps = phone.taps
        self.assertLessEqual(taps, 20)
        self.assertEqual(self._get_states(), ["done"] * 3)
        for one in self.passes:
            self.assertEqual(len(one.sudo().line_ids), 11)
        absence = self.env["regie.iae.absence"].search([("employee_id", "=", self.members[3].id)])
        self.assertEqual((len(absence), absence.kind), (1, "sick"))
        self.assertEqual(first.check_ids.mapped("result"), ["done"] * 3)
        self.assertLessEqual(first.proof_ids.sudo().attachment_id.file_size, 100_000)

    def test_nothing_is_lost_nor_doubled_without_network(self):
        first, second, third = self.passes
        with self._phone() as phone:
            phone.is_kept()
            phone.context.set_offline(True)
            phone.tap(f"pass-{first.id}")
            phone.tap("next")
            phone.tap("crew-ok")
            phone.tap("next")
            phone.photo("next")
            phone.finish()
            phone.expect_waiting(5)
            phone.page.reload()
            phone.page.wait_for_selector(".card.done")
            phone.expect_waiting(5)
            phone.tap(f"pass-{second.id}")
            phone.tap("next")
            phone.tap("next")
            phone.expect_waiting(8)
            states = self._get_states()
            self._lose_first_answer(phone)
            phone.context.set_offline(False)
            phone.expect_waiting(0)
            expect(phone.page.locator(".card.done")).to_have_count(2)
            lost = self.lost
        self.assertEqual(states, ["planned"] * 3)
        self.assertEqual(lost, 1)
        self.assertEqual(self._get_states(), ["done", "done", "planned"])
        self.assertEqual([len(one.sudo().line_ids) for one in self.passes], [12, 12, 0])
        self.assertEqual(first.proof_count, 1)
        entries = self.env["regie.field.entry"].search([("user_id", "=", self.leader.id)])
        self.assertEqual((len(entries), any(entries.mapped("is_refused"))), (8, False))
        self.assertFalse(third.date_started)

    def _lose_first_answer(self, phone):
        """The server gets the first batch and its answer does not come back."""
        self.lost = 0

        def handle(route):
            if not self.lost:
                self.lost += 1
                route.fetch()
                route.abort()
                phone.page.evaluate("setTimeout(() => dispatchEvent(new Event('online')), 500)")
            else:
                route.continue_()

        phone.page.route("**/chantier/sync", handle)

    def test_refused_entry_stays_with_its_reason_until_it_is_dropped(self):
        one = self.passes[1]
        self._work(one.project_id.sudo(), self.members[0], self.today)
        self._validate_month(self.today)
        with self._phone() as phone:
            refused = phone.page.locator("[data-refused]")
            phone.tap(f"pass-{one.id}")
            phone.tap("next")
            phone.tap("crew-ok")
            phone.tap("next")
            phone.expect_waiting(0)
            expect(refused).to_have_attribute("data-refused", "1", timeout=15_000)
            phone.page.reload()
            phone.tap("status")
            expect(phone.page.locator(".reason")).to_contain_text("(HRS-09)")
            phone.tap("retry")
            expect(refused).to_have_attribute("data-refused", "1", timeout=15_000)
            phone.tap("status")
            drop = phone.page.locator("[data-key^=drop]")
            drop.tap()
            expect(refused).to_have_attribute("data-refused", "1")
            drop.tap()
            expect(refused).to_have_attribute("data-refused", "0")
        self.assertEqual((one.state, one.hours), ("done", 0))

    def test_page_fits_a_phone_of_360_pixels(self):
        with self._phone() as phone:
            page = phone.page
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            self.assertFalse(page.evaluate(SMALL))
            phone.tap(f"pass-{self.passes[0].id}")
            phone.tap("next")
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            self.assertFalse(page.evaluate(SMALL))
            phone.tap("crew-ok")
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            self.assertFalse(page.evaluate(SMALL))

    def test_label_opens_the_pass_and_its_scan_counts(self):
        one = self.passes[1]
        one.service_type_id.sudo().needs_scan = True
        with self._phone(f"/regie/s/{one.site_id.sudo().qr_token}") as phone:
            phone.tap("next")
            phone.tap("crew-ok")
            phone.finish()
            expect(phone.page.locator(".card.done")).to_have_count(1)
            phone.expect_waiting(0)
            taps = phone.taps
        self.assertEqual((one.state, one.proof_ids.kind, taps), ("done", "scan", 3))
