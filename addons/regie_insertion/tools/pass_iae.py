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


def moved_end(date_end, moves):
    """Last day of a PASS once each suspension and granted prolongation ``(start, end)`` has moved it by end - start.

    >>> from datetime import date
    >>> moved_end(date(2026, 12, 31), [(date(2026, 1, 1), date(2026, 1, 1)), (date(2026, 3, 1), date(2026, 3, 31))])
    datetime.date(2027, 1, 30)
    """
    return date_end + sum((end - start for start, end in moves), timedelta())


def lifted_end(date_start, hire_date):
    """Last day of a suspension lifted by a hire, None when nothing of it is left.

    >>> from datetime import date
    >>> lifted_end(date(2026, 3, 1), date(2026, 3, 15))
    datetime.date(2026, 3, 14)
    """
    return None if hire_date == date_start else hire_date - timedelta(days=1)


def suspension_min_start(declared_on, retro_days, last_hire=None, previous_end=None):
    """First day on which a suspension declared that day may start: back-dating, last hire, previous suspension.

    >>> from datetime import date
    >>> suspension_min_start(date(2026, 10, 15), 365, date(2026, 1, 5), date(2026, 3, 31))
    datetime.date(2026, 4, 1)
    """
    bounds = [declared_on - timedelta(days=retro_days)]
    if last_hire:
        bounds.append(last_hire)
    if previous_end:
        bounds.append(previous_end + timedelta(days=1))
    return max(bounds)


def prolongation_max_end(date_start, request_days, ceiling_days=None, used_days=0):
    """Last day that a prolongation may reach: days of one request, and what is left of the ceiling when there is one.

    >>> from datetime import date
    >>> prolongation_max_end(date(2026, 1, 1), 365, 1095, 1000)
    datetime.date(2026, 4, 6)
    """
    days = request_days if ceiling_days is None else min(request_days, ceiling_days - used_days)
    return date_start + timedelta(days=days)


def display_number(number):
    """Number as the State prints it.

    >>> display_number("999997286473")
    '99999 72 86473'
    """
    return f"{number[:5]} {number[5:7]} {number[7:]}"
