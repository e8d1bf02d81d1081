from datetime import timedelta

from odoo import http
from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .common import KitchenCase

PASSWORD = "cook-in-the-kitchen"
#: Nothing beyond the screen, and what is touched is large enough
HOLDS = """
for (const one of document.querySelectorAll("main a, main button, main label")) {
    if (one.getBoundingClientRect().height < 44) {
        console.error(`too small: ${one.textContent.trim()}`);
    }
}
if (document.documentElement.scrollWidth > 360) {
    console.error(`too wide: ${document.documentElement.scrollWidth}`);
}
console.log("test successful");
"""


@tagged("post_install", "-at_install")
class TestPhone(KitchenCase, HttpCase):
    """The page that hangs in the kitchen."""

    browser_size = "360x740"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cook.password = PASSWORD
        cls.fridge = cls._create_equipment(name="Vegetables")
        cls.soup = cls._create_dish(name="Soup")
        cls.menu = cls._create_menu(cls.soup, date=Date.today() + timedelta(days=1), published=False)

    def setUp(self):
        super().setUp()
        self.authenticate(self.cook.login, PASSWORD)

    def _post(self, url, **data):
        answer = self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data})
        self.env.invalidate_all()
        return answer

    def test_temperature_in_a_few_taps(self):
        self.assertIn("Vegetables", self.url_open("/cuisine").text)
        self._post(f"/cuisine/temperature/{self.fridge.id}", value="2,5")
        reading = self.fridge.reading_ids
        self.assertEqual((reading.value, reading.user_id, reading.is_conform), (2.5, self.cook, True))

    def test_bad_temperature_asks_what_was_done_and_loses_nothing(self):
        page = self._post(f"/cuisine/temperature/{self.fridge.id}", value="8").text
        self.assertIn("E-HACCP-01", page)
        self.assertIn('value="8"', page)
        self.assertFalse(self.fridge.reading_ids)
        action = self.env.ref("regie_kitchen.haccp_action_moved")
        self.assertIn(action.with_context(lang="fr_FR").name, page)
        self._post(f"/cuisine/temperature/{self.fridge.id}", value="8", action_id=action.id)
        self.assertEqual(self.fridge.reading_ids.action_id, action)
        self.assertIn("E-HACCP-02", self._post(f"/cuisine/temperature/{self.fridge.id}", value="330").text)
        self.assertIn("-18,5", self._post(f"/cuisine/temperature/{self.fridge.id}", value="froid").text)

    def test_dish_is_cooled_from_the_phone(self):
        self._post("/cuisine/plat", place=self.kitchen.id, kind="cooling", dish_id=self.soup.id, value="70")
        process = self.env["regie.haccp.process"].search([("dish_id", "=", self.soup.id)])
        self.assertIn(f"/cuisine/plat/{process.id}", self.url_open("/cuisine").text)
        self.assertIn("E-HACCP-01", self._post(f"/cuisine/plat/{process.id}", value="20").text)
        self.assertFalse(process.is_finished)
        self._post(f"/cuisine/plat/{process.id}", value="9")
        self.assertEqual((process.is_finished, process.is_conform, process.temp_end), (True, True, 9))

    def test_menu_is_published_served_and_closed_from_the_phone(self):
        self.assertIn("publier", self.url_open(f"/cuisine/menu/{self.menu.id}").text)
        for act, state in (
            ("publier", "published"),
            ("temoins", "published"),
            ("servir", "served"),
            ("fermer", "closed"),
        ):
            self._post(f"/cuisine/menu/{self.menu.id}/{act}")
            self.assertEqual(self.menu.state, state)
        self.assertEqual(self.menu.sample_ids.dish_id, self.soup)
        self.assertEqual(self._post(f"/cuisine/menu/{self.menu.id}/unlink").status_code, 404)

    def test_menu_with_a_dish_to_check_says_why_it_waits(self):
        self.menu.line_ids = [(0, 0, {"dish_id": self._create_dish(checked=False, name="Pie").id})]
        self.assertIn("E-MENU-02", self._post(f"/cuisine/menu/{self.menu.id}/publier").text)
        self.assertEqual(self.menu.state, "draft")

    def test_cleaning_is_ticked_once(self):
        task = self.env["regie.haccp.cleaning"].create({"name": "Worktops", "place_id": self.kitchen.id})
        self.assertIn("Worktops", self.url_open("/cuisine").text)
        self._post(f"/cuisine/nettoyage/{task.id}")
        self.assertFalse(task.is_due)
        self.assertNotIn("Worktops", self.url_open("/cuisine").text)

    def test_reading_the_pages_changes_nothing(self):
        for url in ("/cuisine", f"/cuisine/temperature/{self.fridge.id}", f"/cuisine/menu/{self.menu.id}"):
            self.assertEqual(self.url_open(url).status_code, 200)
        self.assertEqual(self.url_open(f"/cuisine/menu/{self.menu.id}/publier").status_code, 405)
        self.env.invalidate_all()
        self.assertEqual((self.menu.state, self.fridge.date_last), ("draft", False))

    def test_who_does_not_cook_finds_no_page(self):
        desk = self._create_user("desk.phone", "group_role_office")
        desk.password = PASSWORD
        self.authenticate(desk.login, PASSWORD)
        for url in ("/cuisine", f"/cuisine/temperature/{self.fridge.id}", f"/cuisine/menu/{self.menu.id}"):
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_kitchen_of_another_regie_is_not_found(self):
        company = self._create_company()
        other = self._create_equipment(place_id=self._create_kitchen(company_id=company.id).id)
        self.assertEqual(self.url_open(f"/cuisine/temperature/{other.id}").status_code, 404)
        self.assertEqual(self._post(f"/cuisine/temperature/{other.id}", value="2").status_code, 404)

    def test_pages_hold_on_a_phone(self):
        self._read(self.fridge, 8, action="closed")
        for url in ("/cuisine", f"/cuisine/temperature/{self.fridge.id}", f"/cuisine/menu/{self.menu.id}"):
            self.browser_js(url, HOLDS, "document.readyState === 'complete'", login=self.cook.login, timeout=60)

    def test_page_is_light(self):
        pages = ("/cuisine", *(f"/regie_kitchen/static/src/phone/phone.{kind}" for kind in ("css", "js")))
        self.assertLess(sum(len(self.url_open(page).content) for page in pages), 30_000)
