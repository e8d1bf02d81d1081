"""The month that a page shows, as it is written in its address."""

from datetime import date, timedelta


def read_month(text, today):
    """First day of the month ``text`` ("2026-03"), that of ``today`` when it is none or out of reason.

    >>> read_month("2026-03", date(2026, 11, 20)), read_month("2026-13", date(2026, 11, 20))
    (datetime.date(2026, 3, 1), datetime.date(2026, 11, 1))
    """
    try:
        year, month = (int(part) for part in (text or "").split("-"))
        found = date(year, month, 1)
    except ValueError:
        return today.replace(day=1)
    return found if 2000 <= found.year <= today.year + 1 else today.replace(day=1)


def step_month(first, step):
    """First day of the month before (-1) or after (1) that of ``first``.

    >>> step_month(date(2026, 1, 1), -1), step_month(date(2026, 12, 1), 1)
    (datetime.date(2025, 12, 1), datetime.date(2027, 1, 1))
    """
    return (first - timedelta(days=1) if step < 0 else first + timedelta(days=32)).replace(day=1)


def last_day(first):
    """Last day of the month of ``first``.

    >>> last_day(date(2028, 2, 1))
    datetime.date(2028, 2, 29)
    """
    return step_month(first, 1) - timedelta(days=1)
