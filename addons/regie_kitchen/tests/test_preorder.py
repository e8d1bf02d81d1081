from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from .common import KitchenCase


class TestPreorder(KitchenCase):
    """Bookings: in time, within the covers, once a person, with the allergies that they chose to tell."""

    def test_nobody_books_too_late_nor_on_a_draft(self):
        late = self._create_menu(date_deadline="2020-01-01 10:00:00")
        draft = self._create_menu(published=False, service="dinner")
        for menu in late, draft:
            with self.assertRaisesRegex(ValidationError, "E-MENU-03"):
                self._book(menu)

    def test_covers_are_not_exceeded(self):
        menu = self._create_menu(max_covers=5)
        first = self._book(menu, 3)
        with self.assertRaisesRegex(ValidationError, "E-MENU-04"), self.cr.savepoint():
            self._book(menu, 3)
        self._book(menu, 2)
        self.assertEqual((menu.booked_count, menu.covers_left), (5, 0))
        first.action_cancel()
        self.assertEqual((menu.booked_count, menu.covers_left), (2, 3))
        self._book(menu, 3)
        with self.assertRaisesRegex(ValidationError, "E-MENU-04"):
            first.action_undo()

    def test_more_covers_in_a_booking_count_too(self):
        menu = self._create_menu(max_covers=5)
        order = self._book(menu, 3)
        with self.assertRaisesRegex(ValidationError, "E-MENU-04"):
            order.quantity = 6

    def test_menu_without_a_limit_takes_everybody(self):
        menu = self._create_menu()
        self._book(menu, 500)
        self.assertEqual(menu.booked_count, 500)

    def test_person_books_once(self):
        menu, person = self._create_menu(), self._create_person()
        first = self._book(menu, partner_id=person.id)
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "person_uniq"), self.cr.savepoint():
            self._book(menu, partner_id=person.id)
        first.action_cancel()
        self._book(menu, partner_id=person.id)

    def test_booking_has_somebody(self):
        menu = self._create_menu()
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "named"), self.cr.savepoint():
            self._book(menu, name=False)

    def test_who_came_is_noted_and_taken_back(self):
        order = self._book(self._create_menu())
        order.with_user(self.cook).action_serve()
        self.assertEqual(order.state, "served")
        order.action_undo()
        self.assertEqual(order.state, "booked")
        with self.assertRaisesRegex(UserError, "FACT-01"):
            order.with_user(self.cook).date_served = "2026-03-05 11:00:00"

    def test_kitchen_is_warned_of_an_allergy_told_with_consent(self):
        person = self._create_person(
            meal_consent_date="2026-01-05", meal_allergen_ids=[Command.set(self._get_allergen("peanuts").ids)]
        )
        dish = self._create_dish(self._create_food("Peanut", ["peanuts", "soy"]))
        menu = self._create_menu(dish)
        order = self._book(menu, partner_id=person.id)
        self.assertEqual(order.with_user(self.cook).allergy_warning, "Peanuts")
        self.assertEqual(menu.with_user(self.cook).allergy_count, 1)
        desk = self._create_user("desk", "group_role_office")
        self.assertTrue(order.with_user(desk).name or order.with_user(desk).partner_id)
        with self.assertRaises(AccessError):
            order.with_user(desk).read(["allergy_warning"])
        with self.assertRaises(AccessError):
            person.with_user(desk).read(["meal_allergen_ids"])

    def test_allergies_are_kept_with_consent_and_erased_with_it(self):
        with self.assertRaisesRegex(ValidationError, "E-MENU-05"), self.cr.savepoint():
            self._create_person(meal_allergen_ids=[Command.set(self._get_allergen("milk").ids)])
        person = self._create_person(
            meal_consent_date="2026-01-05", meal_allergen_ids=[Command.set(self._get_allergen("milk").ids)]
        )
        person.meal_consent_date = False
        self.assertFalse(person.meal_allergen_ids)

    def test_queries_do_not_grow_with_the_bookings(self):
        menus = self.env["regie.meal.menu"]
        for number in range(6):
            menu = self._create_menu(date=f"2026-04-{number + 1:02}")
            self._book(menu, 2)
        menus.flush_model()
        found = menus.search([("date", ">=", "2026-04-01"), ("date", "<=", "2026-04-06")])
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            found.web_read({"booked_count": {}, "covers_left": {}, "line_ids": {"fields": {"display_name": {}}}})
