"""The domain of what happened in, or was in force during, a period."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo


def utc_midnight(day: date, tz: str) -> datetime:
    """Midnight of ``day`` in the time zone ``tz``, as the naive UTC date and time that the database keeps.

    >>> utc_midnight(date(2026, 7, 1), "Europe/Paris")
    datetime.datetime(2026, 6, 30, 22, 0)
    """
    return datetime.combine(day, time.min, ZoneInfo(tz)).astimezone(timezone.utc).replace(tzinfo=None)


def in_period(path: str, date_from: date, date_to: date, tz: str | None = None) -> list:
    """Domain of the records dated by ``path`` within the period, both days included; ``tz`` for a date and time.

    >>> in_period("date", date(2026, 10, 1), date(2026, 10, 31))
    [('date', '>=', datetime.date(2026, 10, 1)), ('date', '<=', datetime.date(2026, 10, 31))]
    >>> in_period("moment", date(2026, 10, 1), date(2026, 10, 31), "Europe/Paris")[1]
    ('moment', '<', datetime.datetime(2026, 10, 31, 23, 0))
    """
    if tz is None:
        return [(path, ">=", date_from), (path, "<=", date_to)]
    return [(path, ">=", utc_midnight(date_from, tz)), (path, "<", utc_midnight(date_to + timedelta(days=1), tz))]


def in_force(start: str, end: str, date_from: date, date_to: date, tz_start=None, tz_end=None) -> list:
    """Domain of the records in force on at least one day of the period; an empty end means "still in force".

    >>> in_force("start", "end", date(2026, 10, 1), date(2026, 10, 31))[0]
    ('start', '<=', datetime.date(2026, 10, 31))
    >>> in_force("start", "end", date(2026, 10, 1), date(2026, 10, 31))[1:]
    ['|', ('end', '=', False), ('end', '>=', datetime.date(2026, 10, 1))]
    """
    return [
        in_period(start, date_from, date_to, tz_start)[1],
        "|",
        (end, "=", False),
        in_period(end, date_from, date_to, tz_end)[0],
    ]
