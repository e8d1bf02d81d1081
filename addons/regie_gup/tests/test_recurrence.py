"""The date tool against an oracle that somebody else wrote: dateutil's rules of recurrence (RFC 5545)."""

from datetime import date, timedelta

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekdays
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import TransactionCase, tagged

from ..tools.holidays import holidays_between, public_holidays
from ..tools.recurrence import LAST, MAX_SHIFT, Frequency, in_season, planned_days

DAYS = st.dates(date(2024, 1, 1), date(2032, 12, 31))
WEEKDAYS = st.frozensets(st.integers(0, 6), min_size=1)
MONTHS = st.frozensets(st.integers(1, 12))
MOMENTS = st.tuples(st.integers(1, 12), st.integers(1, 28))
TWO_YEARS = timedelta(days=731)


def year_of(frequency):
    """The days of a frequency over two years from its start, nothing being closed."""
    return planned_days(frequency, frequency.start, frequency.start + TWO_YEARS)


def oracle(frequency, freq, **rule):
    """The days that dateutil finds over the same two years."""
    end = frequency.start + TWO_YEARS
    months = sorted(frequency.months) or None
    return [moment.date() for moment in rrule(freq, dtstart=frequency.start, until=end, bymonth=months, **rule)]


@tagged("post_install", "-at_install")
class TestRecurrence(TransactionCase):
    """On which days a service comes back."""

    @given(DAYS, WEEKDAYS, MONTHS, st.integers(1, 8))
    @settings(max_examples=150, deadline=None)
    def test_every_n_weeks_is_what_the_calendar_rules_say(self, start, days, months, interval):
        frequency = Frequency("every_n_weeks", start, interval=interval, weekdays=days, months=months)
        expected = oracle(frequency, WEEKLY, interval=interval, byweekday=sorted(days), wkst=0)
        self.assertEqual(year_of(frequency), expected)

    @given(DAYS, WEEKDAYS, MONTHS)
    @settings(max_examples=100, deadline=None)
    def test_weekly_is_every_one_week(self, start, days, months):
        frequency = Frequency("weekly", start, interval=3, weekdays=days, months=months)
        self.assertEqual(year_of(frequency), oracle(frequency, WEEKLY, byweekday=sorted(days)))

    @given(DAYS, st.integers(1, 31), MONTHS)
    @settings(max_examples=100, deadline=None)
    def test_day_of_the_month_is_the_last_one_of_a_shorter_month(self, start, month_day, months):
        # bysetpos keeps the last of the days that exist among 1 to the day asked for
        frequency = Frequency("monthly_date", start, month_day=month_day, months=months)
        days = oracle(frequency, MONTHLY, bymonthday=range(1, month_day + 1), bysetpos=-1)
        self.assertEqual(year_of(frequency), days)

    @given(DAYS, st.sampled_from([1, 2, 3, 4, 5, LAST]), WEEKDAYS, MONTHS)
    @settings(max_examples=150, deadline=None)
    def test_nth_weekday_of_the_month(self, start, nth, days, months):
        frequency = Frequency("monthly_weekday", start, nth=nth, weekdays=days, months=months)
        expected = oracle(frequency, MONTHLY, byweekday=[weekdays[day](nth) for day in sorted(days)])
        self.assertEqual(year_of(frequency), expected)

    @given(DAYS, WEEKDAYS, MOMENTS, MOMENTS)
    @settings(max_examples=100, deadline=None)
    def test_season_and_its_complement_make_the_year(self, start, days, first, last):
        whole = Frequency("weekly", start, weekdays=days)
        inside = year_of(Frequency("weekly", start, weekdays=days, season=(first, last)))
        outside = [day for day in year_of(whole) if not in_season((first, last), day)]
        self.assertEqual(sorted(inside + outside), year_of(whole))

    @given(DAYS, WEEKDAYS, st.sampled_from(["skip", "before", "after"]), st.frozensets(st.integers(0, 400)))
    @settings(max_examples=150, deadline=None)
    def test_no_pass_on_a_closed_day_and_none_lost_but_to_another(self, start, days, policy, gaps):
        closed = {start + timedelta(days=gap) for gap in gaps}
        frequency = Frequency("weekly", start, weekdays=days, holiday_policy=policy)
        found = planned_days(frequency, start, start + TWO_YEARS, closed)
        self.assertFalse(closed & set(found))
        nominal = set(year_of(frequency)) - closed
        self.assertLessEqual(nominal, set(found))
        if policy == "skip":
            self.assertEqual(nominal, set(found))
        for day in set(found) - nominal:
            self.assertIn(day.weekday(), days | set(range(5)))

    @given(DAYS, WEEKDAYS, st.sampled_from(["skip", "before", "after", "keep"]), st.integers(1, 60))
    @settings(max_examples=100, deadline=None)
    def test_two_halves_of_a_period_are_the_period(self, start, days, policy, cut):
        last = start + timedelta(days=120)
        closed = holidays_between(start - timedelta(days=MAX_SHIFT), last + timedelta(days=MAX_SHIFT))
        frequency = Frequency("weekly", start, weekdays=days, holiday_policy=policy)
        middle = start + timedelta(days=cut)
        halves = planned_days(frequency, start, middle, closed)
        halves += planned_days(frequency, middle + timedelta(days=1), last, closed)
        self.assertEqual(halves, planned_days(frequency, start, last, closed))

    def test_yearly_comes_back_in_the_months_named_or_in_that_of_its_start(self):
        start = date(2026, 1, 1)
        hedges = Frequency("yearly", start, month_day=31, months=frozenset({6, 10}))
        self.assertEqual(
            planned_days(hedges, start, date(2027, 7, 1)), [date(2026, 6, 30), date(2026, 10, 31), date(2027, 6, 30)]
        )
        once = Frequency("yearly", date(2026, 2, 10), month_day=29)
        self.assertEqual(
            planned_days(once, start, date(2028, 12, 31)), [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]
        )

    def test_on_demand_plans_nothing(self):
        self.assertFalse(year_of(Frequency("on_demand", date(2026, 1, 1), weekdays=frozenset(range(7)))))

    def test_holidays_of_2026_in_france_and_in_alsace_moselle(self):
        days = [day.strftime("%d/%m") for day in sorted(public_holidays(2026))]
        self.assertEqual(
            days, ["01/01", "06/04", "01/05", "08/05", "14/05", "25/05", "14/07", "15/08", "01/11", "11/11", "25/12"]
        )
        self.assertEqual(len(public_holidays(2026, alsace_moselle=True)), 13)

    def test_first_of_may_of_a_friday_service_is_skipped_moved_or_kept(self):
        friday, may_day = frozenset({4}), date(2026, 5, 1)
        closed = public_holidays(2026)
        expected = {"skip": [], "before": [date(2026, 4, 30)], "after": [date(2026, 5, 4)], "keep": [may_day]}
        for policy, days in expected.items():
            frequency = Frequency("weekly", date(2026, 1, 1), weekdays=friday, holiday_policy=policy)
            self.assertEqual(planned_days(frequency, date(2026, 4, 27), date(2026, 5, 5), closed), days, policy)
