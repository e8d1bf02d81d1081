import doctest
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools import delivery_calendar, shares

DAYS = st.sets(st.integers(0, 40).map(lambda number: date(2026, 1, 1) + timedelta(days=number)), max_size=25)
unhurried = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)


class TestTools(BaseCase):
    """The calendar of the deliveries and the shares of the payers, on any days and amounts."""

    def test_examples(self):
        for module in (delivery_calendar, shares):
            self.assertFalse(doctest.testmod(module).failed)

    @unhurried
    @given(DAYS, DAYS, st.integers(1, 5), st.integers(0, 5))
    def test_no_delivery_breaks_a_rule(self, meals, closed, most, life):
        planned = delivery_calendar.plan(meals, closed, most, life)
        self.assertEqual(set(planned), meals)
        per_day = {}
        for meal, (day, _rank) in planned.items():
            if day:
                per_day[day] = per_day.get(day, 0) + 1
                self.assertNotIn(day, closed)
                self.assertTrue(timedelta(0) <= meal - day <= timedelta(days=life))
                gap = {day + timedelta(days=number) for number in range(1, (meal - day).days + 1)}
                self.assertLessEqual(gap, closed)
        self.assertTrue(all(number <= most for number in per_day.values()))

    @unhurried
    @given(DAYS, DAYS)
    def test_meal_of_an_open_day_is_brought_that_day(self, meals, closed):
        planned = delivery_calendar.plan(meals, closed, 3, 3)
        for meal in meals - closed:
            self.assertEqual(planned[meal], (meal, 1))

    @unhurried
    @given(st.integers(0, 10_000_000), st.lists(st.integers(1, 100), min_size=1, max_size=6))
    def test_parts_make_the_amount_to_the_cent(self, cents, weights):
        amount = Decimal(cents) / 100
        parts = shares.split_amount(amount, [Decimal(weight) * 100 / sum(weights) for weight in weights])
        self.assertEqual(sum(parts), amount)
        for part, weight in zip(parts, weights, strict=True):
            self.assertLessEqual(abs(part - amount * weight / sum(weights)), shares.CENT)
