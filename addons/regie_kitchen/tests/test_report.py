from odoo.tests import Form

from .common import KitchenCase


class TestReport(KitchenCase):
    """What is printed: the menu for the door, the book for the control."""

    def _print(self, report, records):
        content, _kind = (
            self.env["ir.actions.report"].with_user(self.cook)._render_qweb_html(f"regie_kitchen.{report}", records.ids)
        )
        return content.decode()

    def test_menu_is_printed_with_its_allergens(self):
        dish = self._create_dish(
            self._create_food("Flour", ["gluten"]), name="Quiche", meat_origin="Pork born and reared in France"
        )
        page = self._print("regie_meal_menu_report", self._create_menu(dish))
        for words in ("Quiche", "Cereals containing gluten", "Pork born and reared in France"):
            self.assertIn(words, page)

    def test_week_is_printed_on_a_sheet(self):
        menus = self._create_menu() | self._create_menu(date="2026-03-06")
        page = self._print("regie_meal_menu_report", menus)
        self.assertEqual(page.count("<h1"), 1)
        self.assertEqual(page.count("<h3"), 2)

    def test_book_holds_the_month_and_its_faults(self):
        fridge = self._create_equipment(name="Vegetables")
        self._read(fridge, 2, date="2026-03-05 07:00:00")
        self._read(fridge, 9, action="moved", date="2026-03-06 07:00:00")
        self._read(fridge, 4, action="moved", date="2026-04-02 07:00:00")
        self._create_menu(self._create_dish(name="Soup")).action_keep_samples()
        with Form(self.env["regie.haccp.book"]) as form:
            form.place_id = self.kitchen
            form.date_from, form.date_to = "2026-03-01", "2026-03-31"
        book = form.record
        self.assertEqual(book._get_faults(), (1, 2))
        page = self._print("regie_haccp_book_report", book)
        for words in ("Vegetables", "Food moved elsewhere", "Soup"):
            self.assertIn(words, page)
        self.assertTrue(book.action_print())
