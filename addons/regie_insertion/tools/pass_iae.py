"""Dates of a PASS IAE, on plain values: no ORM, no today."""

from datetime import timedelta


def end_date(date_start, days):
    """Last day of a PASS of ``days`` days that starts on ``date_start``, both ends included.

    >>> from datetime import date
    >>> end_date(date(2025, 1, 1), 730)
    datetime.date(2026, 12, 31)
    >>> end_date(date(2024, 1, 1), 730)
    datetime.date(2025, 12, 30)
    """
    return date_start + timedelta(days=days - 1)


def period_days(date_start, date_end, day):
    """Days of the period left to live on ``day``, this day included; the whole period before its start.

    >>> from datetime import date
    >>> period_days(date(2026, 10, 1), date(2026, 10, 31), date(2026, 10, 31))
    1
    """
    return max((date_end - day).days + 1, 0) - max((date_start - day).days, 0)


def remaining_days(date_start, date_end, day, suspensions=()):
    """*Reliquat* of a PASS on ``day``: its own days left, less those of each suspension ``(start, end)``."""
    return period_days(date_start, date_end, day) - sum(period_days(start, end, day) for start, end in suspensions)


def display_number(number):
    """Number as the State prints it.

    >>> display_number("999997286473")
    '99999 72 86473'
    """
    return f"{number[:5]} {number[5:7]} {number[7:]}"
