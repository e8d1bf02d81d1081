from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import KitchenCase


class TestMenu(KitchenCase):
    """Dishes, their allergens, the menus and their states."""

    def test_dish_has_the_allergens_of_its_ingredients_and_its_own(self):
        dish = self._create_dish(
            self._create_food("Flour", ["gluten"]),
            self._create_food("Butter", ["milk"]),
            own_allergen_ids=[Command.set(self._get_allergen("nuts").ids)],
        )
        self.assertEqual(set(dish.allergen_ids.mapped("code")), {"gluten", "milk", "nuts"})

    def test_fourteen_allergens_are_shipped(self):
        self.assertEqual(self.env["regie.meal.allergen"].search_count([]), 14)

    def test_recipe_that_changes_is_checked_again(self):
        flour = self._create_food("Flour", ["gluten"])
        dish = self._create_dish(flour)
        self.assertTrue(dish.allergens_checked)
        dish.line_ids = [Command.create({"product_id": self._create_food("Peanut", ["peanuts"]).id})]
        self.assertFalse(dish.allergens_checked)
        dish.action_check_allergens()
        flour.allergen_ids = [Command.link(self._get_allergen("lupin").id)]
        self.assertFalse(dish.allergens_checked)
        dish.action_check_allergens()
        dish.own_allergen_ids = self._get_allergen("celery")
        self.assertFalse(dish.allergens_checked)
        dish.action_check_allergens()
        dish.line_ids[:1].unlink()
        self.assertFalse(dish.allergens_checked)

    def test_none_is_a_choice_and_empty_is_not(self):
        dish = self._create_dish(checked=False)
        menu = self._create_menu(dish, published=False)
        with self.assertRaisesRegex(UserError, "E-MENU-02"):
            menu.action_publish()
        dish.action_check_allergens()
        self.assertEqual(dish.allergen_text, "none of the 14")
        menu.action_publish()
        self.assertEqual(menu.state, "published")

    def test_dish_is_not_slipped_on_a_published_menu_without_a_check(self):
        menu = self._create_menu()
        with self.assertRaisesRegex(UserError, "E-MENU-02"):
            menu.line_ids = [Command.create({"dish_id": self._create_dish(checked=False).id})]

    def test_menu_without_a_dish_is_not_published(self):
        menu = self._create_menu(published=False)
        menu.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "E-MENU-07"):
            menu.action_publish()

    def test_one_menu_a_service_and_a_place(self):
        self._create_menu()
        self._create_menu(service="dinner")
        self._create_menu(place=self._create_kitchen())
        unique = self.assertRaisesRegex(Exception, "service_uniq")
        with mute_logger("odoo.sql_db"), unique as refused, self.cr.savepoint():
            self._create_menu()
        menus = self.env["regie.meal.menu"]
        sentence = menus._table_objects["regie_meal_menu_service_uniq"].get_error_message(menus, refused.exception.diag)
        self.assertIn("(E-MENU-01)", sentence)

    def test_service_from_its_menu_to_its_count(self):
        menu = self._create_menu(published=False).with_user(self.cook)
        self.assertEqual(menu.state, "draft")
        menu.action_publish()
        self._book(menu, 4)
        menu.action_serve()
        menu.action_close()
        self.assertEqual((menu.state, menu.served_count), ("closed", 4))
        menu.action_reopen()
        menu.served_count = 6
        menu.action_close()
        self.assertEqual(menu.served_count, 6)

    def test_published_menu_goes_back_only_without_bookings(self):
        menu = self._create_menu()
        menu.action_unpublish()
        self.assertEqual(menu.state, "draft")
        menu.action_publish()
        order = self._book(menu)
        with self.assertRaisesRegex(UserError, "E-MENU-08"):
            menu.action_unpublish()
        order.action_cancel()
        menu.action_unpublish()
        self.assertEqual(menu.state, "draft")

    def test_published_menu_is_not_deleted(self):
        menu = self._create_menu()
        with self.assertRaisesRegex(UserError, "E-MENU-06"):
            menu.unlink()

    def test_facts_are_written_by_buttons_only(self):
        menu, dish = self._create_menu(published=False), self._create_dish(checked=False)
        for record, field, value in (
            (menu, "date_published", "2026-03-01 10:00:00"),
            (menu, "state", "published"),
            (menu, "booked_count", 3),
            (dish, "allergens_checked", True),
        ):
            with self.subTest(field=field), self.assertRaisesRegex(UserError, "FACT-01"), self.cr.savepoint():
                record.with_user(self.cook).write({field: value})
        with self.assertRaisesRegex(UserError, "FACT-01"):
            self.env["regie.meal.dish"].with_user(self.cook).create({"name": "X", "allergens_checked": True})
        sneaky = self.env["regie.meal.dish"].with_user(self.cook).with_context(default_allergens_checked=True)
        self.assertFalse(sneaky.create({"name": "X"}).allergens_checked)

    def test_bookings_stop_the_day_before_at_the_hour_of_the_parameter(self):
        menu = self.env["regie.meal.menu"].create({"place_id": self.kitchen.id, "date": "2026-07-05"})
        hour = menu.date_deadline
        self.assertEqual((str(hour.date()), hour.hour in (16, 18)), ("2026-07-04", True))

    def test_cost_of_a_portion_is_that_of_its_ingredients(self):
        rice = self._create_food("Rice", standard_price=2)
        dish = self._create_dish(rice, portions=4)
        self.assertAlmostEqual(dish.portion_cost, 0.5)


class TestWeeks(KitchenCase):
    """The menus of the weeks follow the opening days of the place."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.kitchen.calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Pop-up",
                "tz": "Europe/Paris",
                "attendance_ids": [
                    Command.create({"name": day, "dayofweek": day, "hour_from": 12, "hour_to": 14}) for day in "13"
                ],
                "leave_ids": [
                    Command.create(
                        {"name": "Holiday", "date_from": "2026-03-10 00:00:00", "date_to": "2026-03-10 22:00:00"}
                    )
                ],
            }
        )

    def _prepare(self, **vals):
        values = {"place_id": self.kitchen.id, "date_from": "2026-03-02", "date_to": "2026-03-15", **vals}
        wizard = self.env["regie.meal.week"].with_user(self.cook).create(values)
        return self.env["regie.meal.menu"].search(wizard.action_prepare()["domain"], order="date")

    def test_one_menu_on_each_open_day_and_once(self):
        menus = self._prepare()
        self.assertEqual([str(day) for day in menus.mapped("date")], ["2026-03-03", "2026-03-05", "2026-03-12"])
        with self.assertRaisesRegex(UserError, "E-MENU-11"):
            self._prepare()

    def test_dishes_of_a_week_come_again(self):
        dish = self._create_dish()
        self._create_menu(dish, date="2026-02-24")
        menus = self._prepare(model_date="2026-02-26")
        self.assertEqual([menu.line_ids.dish_id for menu in menus], [dish, dish.browse(), dish.browse()])

    def test_nobody_books_on_a_closed_day_but_for_an_event(self):
        menu = self._create_menu(date="2026-03-04")
        self.assertFalse(menu.is_open_day)
        with self.assertRaisesRegex(ValidationError, "E-MENU-03"):
            self._book(menu)
        self._book(self._create_menu(date="2026-03-04", service="event"))

    def test_wizard_counts_the_days(self):
        with Form(self.env["regie.meal.week"]) as form:
            form.place_id = self.kitchen
            form.date_from, form.date_to = "2026-03-02", "2026-03-15"
            self.assertEqual(form.day_count, 3)
