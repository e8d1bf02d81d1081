"""On which days a service comes back: plain dates, without a database (gup_services.md, 1.5)."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

WEEKLY, EVERY_N_WEEKS, MONTHLY_DATE, MONTHLY_WEEKDAY, YEARLY, ON_DEMAND = (
    *("weekly", "every_n_weeks", "monthly_date", "monthly_weekday"),
    *("yearly", "on_demand"),
)
SKIP, BEFORE, AFTER, KEEP = "skip", "before", "after", "keep"
#: The last one of the month, as a rank.
LAST = -1
#: A pass is moved by two weeks at most to leave a closed day; longer than that, it is dropped.
MAX_SHIFT = 14
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True)
class Frequency:
    """How a service comes back.

    ``weekdays`` are numbered from Monday 0; ``nth`` is 1 to 5, or ``LAST``; no ``months`` means all of them;
    ``season`` is ``((month, day), (month, day))``, both included, and may wrap over new year.
    """

    kind: str
    start: date
    end: date | None = None
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    month_day: int = 1
    nth: int = 1
    months: frozenset[int] = frozenset()
    season: tuple[tuple[int, int], tuple[int, int]] | None = None
    holiday_policy: str = SKIP


def in_season(season: tuple[tuple[int, int], tuple[int, int]] | None, day: date) -> bool:
    """Whether a day is in a season; no season is the whole year.

    >>> winter = ((11, 15), (3, 31))
    >>> in_season(winter, date(2026, 12, 25)), in_season(winter, date(2026, 3, 31)), in_season(winter, date(2026, 6, 1))
    (True, True, False)
    """
    if not season:
        return True
    first, last = season
    moment = (day.month, day.day)
    return first <= moment <= last if first <= last else moment >= first or moment <= last


def clip(month_day: int, day: date) -> int:
    """The day of the month asked for, or the last one of a shorter month.

    >>> clip(31, date(2026, 2, 10)), clip(31, date(2024, 2, 10)), clip(15, date(2026, 2, 10))
    (28, 29, 15)
    """
    return min(month_day, calendar.monthrange(day.year, day.month)[1])


def is_nth(nth: int, day: date) -> bool:
    """Whether a day is the nth of its weekday in its month.

    >>> is_nth(1, date(2026, 9, 1)), is_nth(2, date(2026, 9, 1)), is_nth(LAST, date(2026, 9, 29))
    (True, False, True)
    """
    if nth == LAST:
        return (day + timedelta(days=7)).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def falls_on(frequency: Frequency, day: date) -> bool:
    """Whether the frequency asks for this day, holidays left aside."""
    if not in_season(frequency.season, day):
        return False
    kind, months = frequency.kind, frequency.months
    if kind == YEARLY:
        months = months or {frequency.start.month}
    if kind == ON_DEMAND or (months and day.month not in months):
        return False
    if kind in (MONTHLY_DATE, YEARLY):
        return day.day == clip(frequency.month_day, day)
    if day.weekday() not in frequency.weekdays:
        return False
    if kind == EVERY_N_WEEKS:
        return weeks_between(frequency.start, day) % frequency.interval == 0
    return kind == WEEKLY or is_nth(frequency.nth, day)


def weeks_between(first: date, last: date) -> int:
    """Calendar weeks, from Monday to Sunday, from the week of one day to that of another.

    >>> weeks_between(date(2026, 1, 4), date(2026, 1, 5)), weeks_between(date(2026, 1, 5), date(2026, 1, 11))
    (1, 0)
    """
    monday = [day - timedelta(days=day.weekday()) for day in (first, last)]
    return (monday[1] - monday[0]).days // 7


def settle(frequency: Frequency, day: date, closed: Collection[date]) -> date | None:
    """The day on which the pass of this day takes place, once the closed days have spoken.

    Before and after lead to the nearest day that is open: neither closed, nor of a weekend when the frequency does not
    name it. ``None`` when the pass does not take place.
    """
    if day not in closed or frequency.holiday_policy == KEEP:
        return day
    if frequency.holiday_policy == SKIP:
        return None
    step = timedelta(days=-1 if frequency.holiday_policy == BEFORE else 1)
    open_weekdays = MONDAY_TO_FRIDAY | frequency.weekdays
    for shift in range(1, MAX_SHIFT + 1):
        other = day + step * shift
        if other not in closed and other.weekday() in open_weekdays:
            return other
    return None


def each_day(first: date, last: date) -> Iterator[date]:
    """The days from ``first`` to ``last``, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def planned_days(frequency: Frequency, first: date, last: date, closed: Collection[date] = ()) -> list[date]:
    """The days of the passes from ``first`` to ``last``, both included, in order.

    ``closed`` holds the closed days, ``MAX_SHIFT`` days beyond both ends too: a pass may be moved into the period. Two
    passes moved to one day are one. A pass is never moved out of the dates of the service.

    >>> mowing = Frequency(EVERY_N_WEEKS, date(2026, 3, 16), interval=2, weekdays=frozenset({0}))
    >>> [day.isoformat() for day in planned_days(mowing, date(2026, 3, 1), date(2026, 4, 15))]
    ['2026-03-16', '2026-03-30', '2026-04-13']
    """
    margin = timedelta(days=MAX_SHIFT)
    start = max(first - margin, frequency.start)
    end = min(last + margin, frequency.end or last + margin)
    nominal = (day for day in each_day(start, end) if falls_on(frequency, day))
    settled = {settle(frequency, day, closed) for day in nominal} - {None}
    return sorted(day for day in settled if first <= day <= last and start <= day <= end)
