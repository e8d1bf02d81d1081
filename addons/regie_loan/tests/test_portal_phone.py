import resource
from contextlib import contextmanager
from urllib.parse import urlsplit

from playwright.sync_api import expect, sync_playwright

from odoo.tests import tagged

from .portal import PortalCase

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "locale": "fr-FR"}
WIDTH = "document.documentElement.scrollWidth"
SMALL = """() => [...document.querySelectorAll(".o_regie_loan button, .o_regie_loan a")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44).map((one) => one.textContent)"""


@contextmanager
def _unlimited_memory():
    """Odoo limits the addresses of its process, and a browser started from it asks for more than it uses."""
    limits = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (limits[1], limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, limits)


@tagged("post_install", "-at_install")
class TestPortalPhone(PortalCase):
    """A member books a tool on a phone of 360 px, in a real browser."""

    @contextmanager
    def _phone(self):
        self.authenticate("member", "member")
        cookie = {"name": "session_id", "value": self.session.sid, "domain": urlsplit(self.base_url()).hostname}
        with self.allow_requests(all_requests=True), _unlimited_memory(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium",
                args=["--no-sandbox", "--disable-quic", "--disable-background-networking"],
            )
            context = browser.new_context(base_url=self.base_url(), **PHONE)
            context.add_cookies([{**cookie, "path": "/"}])
            yield context.new_page()
            browser.close()

    def test_member_books_a_tool_on_a_phone(self):
        with self._phone() as page:
            page.goto("/my/outils")
            page.get_by_text("Hammer drill").tap()
            page.locator("#day + .o_regie_loan_week a").last.tap()
            page.wait_for_url("**day=**")
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            page.locator("#hour + .o_regie_loan_week a").first.tap()
            page.wait_for_url("**start=**")
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            self.assertEqual(page.evaluate(SMALL), [])
            page.locator("label.o_regie_loan_slot").first.tap()
            page.locator("form button[type=submit].btn-primary").last.tap()
            page.wait_for_url("**/my/prets**")
            expect(page.locator(".o_regie_loan_own")).to_contain_text("Hammer drill")
            self.assertLessEqual(page.evaluate(WIDTH), 360)
            self.assertEqual(page.evaluate(SMALL), [])
        self.env.invalidate_all()
        self.assertEqual(self._loans(self.member).state, "reserved")
