from datetime import timedelta

from odoo import http
from odoo.fields import Date
from odoo.tests import HttpCase, tagged

from .common import KitchenCase

PASSWORD = "eater-at-the-table"


@tagged("post_install", "-at_install")
class TestPortal(KitchenCase, HttpCase):
    """The menus on the wall, and a person who books."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.day = Date.today() + timedelta(days=2)
        cls.soup = cls._create_dish(cls._create_food("Celery", ["celery"]), name="Soup")
        cls.menu = cls._create_menu(cls.soup, date=cls.day, max_covers=5)
        cls.draft = cls._create_menu(cls._create_dish(name="Secret"), date=cls.day, service="dinner", published=False)
        cls.awa, cls.paul = (cls._create_user(login, "base.group_portal") for login in ("awa", "paul"))
        (cls.awa | cls.paul).password = PASSWORD

    def _post(self, url, **data):
        answer = self.url_open(url, data={"csrf_token": http.Request.csrf_token(self), **data})
        self.env.invalidate_all()
        return answer

    def _get_orders(self, user):
        return self.env["regie.meal.preorder"].search([("partner_id", "=", user.partner_id.id)])

    def test_wall_shows_the_published_menus_with_their_allergens(self):
        page = self.url_open(f"/menu/{self.kitchen.qr_token}")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Soup", page.text)
        self.assertIn(self._get_allergen("celery").with_context(lang="fr_FR").name, page.text)
        self.assertNotIn("Secret", page.text)
        self.assertEqual(self.url_open("/menu/nothing").status_code, 404)
        hall = self._create_place("residence")
        self.assertEqual(self.url_open(f"/menu/{hall.qr_token}").status_code, 404)

    def test_wall_says_when_a_dish_is_to_be_checked_again(self):
        self.soup.line_ids.unlink()
        page = self.url_open(f"/menu/{self.kitchen.qr_token}").text
        self.assertIn(self.soup.with_context(lang="fr_FR").allergen_text, page)
        self.assertNotIn(self._get_allergen("celery").with_context(lang="fr_FR").name, page)

    def test_person_books_changes_and_cancels(self):
        self.authenticate("awa", PASSWORD)
        self.assertIn("Soup", self.url_open("/my/repas").text)
        self._post("/my/repas/reserver", menu_id=self.menu.id, quantity="2", note="High chair")
        order = self._get_orders(self.awa)
        self.assertEqual((order.quantity, order.note, order.menu_id), (2, "High chair", self.menu))
        self._post("/my/repas/reserver", menu_id=self.menu.id, quantity="3")
        self.assertEqual((order.quantity, len(self._get_orders(self.awa))), (3, 1))
        self._post(f"/my/repas/{order.id}/annuler")
        self.assertEqual((order.state, self.menu.booked_count), ("cancelled", 0))

    def test_full_and_late_menus_say_so(self):
        self._book(self.menu, 4)
        self.authenticate("awa", PASSWORD)
        self.assertIn("E-MENU-04", self._post("/my/repas/reserver", menu_id=self.menu.id, quantity="2").text)
        self.menu.date_deadline = "2020-01-01 10:00:00"
        self.assertIn("E-MENU-03", self._post("/my/repas/reserver", menu_id=self.menu.id, quantity="1").text)
        self.assertFalse(self._get_orders(self.awa))

    def test_draft_and_foreign_menus_are_not_found(self):
        company = self._create_company()
        kitchen = self._create_kitchen(company_id=company.id)
        dish = self._create_dish(company_id=company.id, name="Elsewhere")
        foreign = self._create_menu(dish, place=kitchen, company_id=company.id, date=self.day)
        self.authenticate("awa", PASSWORD)
        self.assertNotIn("Elsewhere", self.url_open("/my/repas").text)
        for menu in self.draft, foreign:
            self.assertEqual(self._post("/my/repas/reserver", menu_id=menu.id, quantity="1").status_code, 404)

    def test_booking_of_somebody_else_is_not_found(self):
        order = self._book(self.menu, partner_id=self.paul.partner_id.id)
        self.authenticate("awa", PASSWORD)
        self.assertEqual(self._post(f"/my/repas/{order.id}/annuler").status_code, 404)
        self.assertEqual(order.state, "booked")
        self.assertNotIn(f"/my/repas/{order.id}/annuler", self.url_open("/my/repas").text)

    def test_allergies_are_told_and_taken_back(self):
        celery = self._get_allergen("celery")
        self.authenticate("awa", PASSWORD)
        self._post("/my/repas/allergies", **{f"allergen_{celery.id}": "1"})
        self.assertFalse(self.awa.partner_id.meal_allergen_ids, "nothing is kept without the box")
        self._post("/my/repas/allergies", agree="1", **{f"allergen_{celery.id}": "1"})
        self.assertEqual(self.awa.partner_id.meal_allergen_ids, celery)
        self._post("/my/repas/reserver", menu_id=self.menu.id, quantity="1")
        self.assertEqual(self._get_orders(self.awa).with_user(self.cook).allergy_warning, "Celery")
        self._post("/my/repas/allergies")
        self.assertFalse(self.awa.partner_id.meal_allergen_ids)

    def test_reading_changes_nothing(self):
        self.authenticate("awa", PASSWORD)
        self.assertEqual(self.url_open("/my/repas/reserver").status_code, 405)
        self.assertEqual(self.url_open("/my/repas/allergies").status_code, 405)
