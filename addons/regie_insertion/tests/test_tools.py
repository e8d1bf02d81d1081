import doctest
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from odoo.addons.regie_insertion.tools import annex_number, contract, nir, pass_iae

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2060, 12, 31))
# No example kept on the disk, and no deadline: the machine may be busy.
PROPERTY = settings(database=None, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
LENGTHS = st.integers(min_value=1, max_value=2000)
MONTHS = st.integers(min_value=1, max_value=60)


@tagged("post_install", "-at_install")
class TestTools(BaseCase):
    """Calculators on plain values, with the properties that no date may break."""

    def test_examples_of_the_documentation(self):
        for module in (annex_number, contract, nir, pass_iae):
            with self.subTest(module=module.__name__):
                self.assertFalse(doctest.testmod(module).failed)

    @PROPERTY
    @given(DAYS, LENGTHS)
    def test_pass_counts_both_ends(self, start, days):
        end = pass_iae.end_date(start, days)
        self.assertEqual((end - start).days + 1, days)

    @PROPERTY
    @given(DAYS, LENGTHS, DAYS)
    def test_days_left_stay_between_zero_and_the_whole(self, start, days, day):
        end = pass_iae.end_date(start, days)
        left = pass_iae.remaining_days(start, end, day)
        if day <= start:
            self.assertEqual(left, days)
        elif day > end:
            self.assertEqual(left, 0)
        else:
            self.assertEqual(left, days - (day - start).days)

    @PROPERTY
    @given(DAYS, st.integers(min_value=0, max_value=200), st.integers(min_value=1, max_value=200))
    def test_suspension_gives_back_its_days_but_one(self, start, offset, length):
        suspension = (start + timedelta(days=offset), start + timedelta(days=offset + length))
        end = pass_iae.end_date(start, 730) + timedelta(days=length)
        left = [
            pass_iae.remaining_days(start, end, suspension[0] + timedelta(days=shift), [suspension])
            for shift in range(length + 1)
        ]
        self.assertEqual(len(set(left)), 1, "frozen while suspended")

    @PROPERTY
    @given(DAYS, MONTHS)
    def test_duration_of_n_months_is_reached_on_its_last_day_and_not_before(self, start, months):
        last = contract.last_day(start, months)
        self.assertTrue(contract.lasts_at_least(start, last, months))
        self.assertFalse(contract.lasts_at_least(start, last - timedelta(days=1), months))

    @PROPERTY
    @given(DAYS, st.lists(st.tuples(st.integers(1, 200), st.integers(0, 60)), min_size=1, max_size=6))
    def test_gaps_are_the_days_that_no_contract_covers(self, start, steps):
        periods, expected, day = [], 0, start
        for index, (length, gap) in enumerate(steps):
            periods.append((day, day + timedelta(days=length - 1)))
            expected += gap if index < len(steps) - 1 else 0
            day += timedelta(days=length + gap)
        self.assertEqual(contract.gap_days(reversed(periods)), expected)

    def test_gap_after_a_contract_without_end_is_none(self):
        self.assertEqual(contract.gap_days([(date(2026, 1, 1), None), (date(2026, 6, 1), date(2026, 7, 1))]), 0)

    @PROPERTY
    @given(st.integers(min_value=0, max_value=99), st.integers(min_value=0, max_value=99999999))
    def test_nir_has_one_right_key(self, year, rest):
        body = f"1{year:02}06{27:02}{rest % 1000000:06}"
        right = f"{body}{nir.key(body):02}"
        self.assertTrue(nir.is_valid(right))
        wrong = f"{body}{nir.key(body) % 97 + 1:02}"
        self.assertFalse(nir.is_valid(wrong))

    def test_nir_of_corsica(self):
        for department in ("2A", "2B"):
            body = f"28006{department}004123"
            self.assertTrue(nir.is_valid(f"{body}{nir.key(body):02}"))
        self.assertFalse(nir.is_valid("28006" + "2C" + "00412300"))

    def test_nir_with_an_impossible_month_is_refused(self):
        for month, expected in (("00", False), ("13", False), ("20", True), ("43", False), ("50", True)):
            body = f"180{month}27004123"
            self.assertEqual(nir.is_valid(f"{body}{nir.key(body):02}"), expected, month)
