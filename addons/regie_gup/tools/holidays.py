"""Public holidays of France, computed: no list to keep, no network. Labour code, article L3133-1."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.easter import easter

#: Month and day of those that do not move.
FIXED = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
#: Days after Easter Sunday: Easter Monday, Ascension, Whit Monday.
AFTER_EASTER = (1, 39, 50)


def public_holidays(year: int, alsace_moselle: bool = False) -> set[date]:
    """The public holidays of a year; Good Friday and 26 December are two more in Alsace-Moselle (article L3134-13).

    >>> sorted(day.isoformat() for day in public_holidays(2026))[:4]
    ['2026-01-01', '2026-04-06', '2026-05-01', '2026-05-08']
    >>> sorted(public_holidays(2026, alsace_moselle=True) - public_holidays(2026))
    [datetime.date(2026, 4, 3), datetime.date(2026, 12, 26)]
    """
    sunday = easter(year)
    days = {date(year, month, day) for month, day in FIXED}
    days |= {sunday + timedelta(days=gap) for gap in AFTER_EASTER}
    if alsace_moselle:
        days |= {sunday - timedelta(days=2), date(year, 12, 26)}
    return days


def holidays_between(first: date, last: date, alsace_moselle: bool = False) -> set[date]:
    """The public holidays from ``first`` to ``last``, both included.

    >>> sorted(holidays_between(date(2026, 12, 20), date(2027, 1, 3)))
    [datetime.date(2026, 12, 25), datetime.date(2027, 1, 1)]
    """
    years = range(first.year, last.year + 1)
    return {day for year in years for day in public_holidays(year, alsace_moselle) if first <= day <= last}
