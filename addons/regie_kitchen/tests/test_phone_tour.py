import resource
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .common import KitchenCase

PASSWORD = "cook-in-the-kitchen"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "locale": "fr-FR"}


@contextmanager
def _unlimited_memory():
    """Odoo limits the addresses of its process, and a browser started from it asks for more than it uses."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, limits)


@tagged("post_install", "-at_install")
class TestPhoneTour(KitchenCase, HttpCase):
    """The morning of a cook in a real browser: a fridge too warm, what was done, the menu published."""

    @contextmanager
    def _phone(self):
        self.authenticate(self.cook.login, PASSWORD)
        cookie = {"name": "session_id", "value": self.session.sid, "domain": urlsplit(self.base_url()).hostname}
        with self.allow_requests(all_requests=True), _unlimited_memory(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
            )
            context = browser.new_context(base_url=self.base_url(), **PHONE)
            context.add_cookies([{**cookie, "path": "/"}])
            page = context.new_page()
            page.goto("/cuisine")
            yield page
            browser.close()
            self._wait_remaining_requests()
        self.env.invalidate_all()

    def test_morning_without_the_keyboard(self):
        self.cook.password = PASSWORD
        fridge = self._create_equipment(name="Vegetables")
        menu = self._create_menu(date=Date.today() + timedelta(days=1), published=False)
        with self._phone() as page:
            page.locator("a.tile", has_text="Vegetables").tap()
            page.wait_for_selector("[data-step='1']")
            for _degree in range(5):
                page.locator("[data-step='1']").tap()
            page.locator("button.big").tap()
            page.wait_for_selector(".refusal")
            page.locator(".chip", has=page.locator("[name=action_id]")).nth(1).tap()
            page.locator("button.big").tap()
            page.wait_for_selector(".tile.bad")
            page.locator(f"a[href='/cuisine/menu/{menu.id}']").tap()
            page.locator("button[formaction$='/publier']").tap()
            page.wait_for_selector("button[formaction$='/servir']")
        reading = fridge.reading_ids
        self.assertEqual((reading.value, reading.is_conform, reading.action_id.code), (8, False, "moved"))
        self.assertEqual(menu.state, "published")
