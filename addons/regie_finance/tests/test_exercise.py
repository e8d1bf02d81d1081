from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tools import mute_logger

from .common import FinanceCase


class TestExercise(FinanceCase):
    def test_exercise_before_is_the_one_that_ends_on_the_day_before(self):
        self.assertEqual(self.exercise.previous_id, self.exercise_before)
        self.assertFalse(self.exercise_before.previous_id)

    def test_day_without_exercise_says_where_to_create_it(self):
        self.assertEqual(self.env["regie.exercise"].get_for("2026-05-04"), self.exercise)
        with self.assertRaisesRegex(UserError, "FIN-082"):
            self.env["regie.exercise"].get_for("2031-01-01")

    def test_two_exercises_do_not_cover_the_same_day(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._create_exercise(2027, date_from="2026-12-31")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self._create_exercise(2028, date_to="2028-01-01")

    def test_next_exercise_lasts_twelve_months(self):
        following = self.env["regie.exercise"].browse(self.exercise.action_create_next()["res_id"])
        self.assertEqual(following.name, "2027")
        self.assertEqual(str(following.date_to), "2027-12-31")

    def test_balances_count_posted_items_of_the_year_or_since_ever(self):
        self._entry("2025-06-30", ("606100", 100), ("512100", -100))
        self._entry("2026-06-30", ("606100", 40), ("512100", -40))
        self._entry("2026-07-31", ("606100", 7), ("512100", -7), post=False)
        with self.assertQueryCount(3):
            self.assertEqual(self.exercise.get_sum(["6"]), 40)
        self.assertEqual(self.exercise.get_sum(["512"], to_date=True), -140)

    def test_items_of_the_exercise_open_from_its_button(self):
        self._entry("2026-06-30", ("606100", 40), ("512100", -40))
        action = self.exercise.action_view_lines()
        self.assertEqual(self.env["account.move.line"].search_count(action["domain"]), 2)
