"""Cash of the days to come: a balance, movements, and the lowest day. Exact decimals."""

from calendar import monthrange
from collections import defaultdict
from datetime import timedelta

from .aid import exact


def day_of_month(month, day):
    """The day number ``day`` of the month of a date, or its last day when the month is shorter.

    >>> from datetime import date
    >>> day_of_month(date(2026, 2, 1), 31)
    datetime.date(2026, 2, 28)
    """
    return month.replace(day=min(max(day, 1), monthrange(month.year, month.month)[1]))


def daily_balances(opening, date_start, date_end, movements):
    """``[(day, balance at the end of the day)]`` over the period; ``movements`` are ``(day, amount)``.

    >>> from datetime import date
    >>> daily_balances(10, date(2026, 1, 1), date(2026, 1, 3), [(date(2026, 1, 2), -15), (date(2026, 2, 1), 9)])[1:]
    [(datetime.date(2026, 1, 2), Decimal('-5')), (datetime.date(2026, 1, 3), Decimal('-5'))]
    """
    moved = defaultdict(lambda: exact(0))
    for day, amount in movements:
        moved[day] += exact(amount)
    balance, rows = exact(opening), []
    for offset in range((date_end - date_start).days + 1):
        day = date_start + timedelta(days=offset)
        balance += moved[day]
        rows.append((day, balance))
    return rows


def lowest(balances):
    """The first day of the lowest balance, ``(day, balance)``; None without days."""
    return min(balances, key=lambda row: (row[1], row[0]), default=None)
