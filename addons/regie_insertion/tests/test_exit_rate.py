import doctest
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools import exit_rate

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
COUNTS = st.dictionaries(st.sampled_from([*exit_rate.CATEGORIES, "withdrawn", None]), st.integers(0, 500))


@tagged("post_install", "-at_install")
class TestExitRate(BaseCase):
    """The rules of counting and the rates, on plain values."""

    def test_examples_of_the_docstrings(self):
        self.assertEqual(doctest.testmod(exit_rate).failed, 0)

    @given(entry=DAYS, months=st.integers(1, 24), kind=st.sampled_from(exit_rate.BY_TIME))
    def test_the_day_that_completes_the_months_is_enough_and_the_day_before_is_not(self, entry, months, kind):
        last = entry + relativedelta(months=months) - timedelta(days=1)

        def left_out(day):
            return exit_rate.reason_left_out(kind, "durable", entry, day, 100, months=months)

        self.assertIsNone(left_out(last))
        self.assertEqual(left_out(last - timedelta(days=1)), "short")

    @given(hours=st.integers(0, 400), kind=st.sampled_from(exit_rate.BY_HOURS))
    def test_hours_alone_decide_in_an_ai(self, hours, kind):
        reason = exit_rate.reason_left_out(kind, None, date(2026, 1, 1), date(2026, 1, 2), hours_total=hours)
        self.assertEqual(reason, None if hours >= 150 else "few_hours")

    @given(counts=COUNTS)
    def test_rates_add_up_and_withdrawn_exits_change_nothing(self, counts):
        rates = exit_rate.rates(counts)
        self.assertEqual(rates, exit_rate.rates({**counts, "withdrawn": 0}))
        if rates["dynamic"] is None:
            self.assertFalse(sum(number for category, number in counts.items() if category != "withdrawn"))
        else:
            self.assertAlmostEqual(float(rates["dynamic"] + rates["other"]), 100, delta=0.2)
            parts = sum(rates[category] for category in exit_rate.DYNAMIC)
            self.assertAlmostEqual(float(parts), float(rates["dynamic"]), delta=0.2)
