"""Calendar of the immersions (PMSMP): plain dates, no ORM. Days are calendar days, both ends included."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta


def last_day(start, months):
    """Last possible day of a convention of so many months, date to date.

    >>> from datetime import date
    >>> last_day(date(2026, 3, 3), 1)
    datetime.date(2026, 4, 2)
    >>> last_day(date(2026, 1, 31), 1)
    datetime.date(2026, 2, 27)
    """
    return start + relativedelta(months=months) - timedelta(days=1)


def days(start, end):
    """Calendar days of a period, both ends included.

    >>> from datetime import date
    >>> days(date(2026, 3, 3), date(2026, 4, 2))
    31
    """
    return max((end - start).days + 1, 0)


def _windows(periods, months):
    """Windows in which a sum can be the greatest: those that open or close on an end of a period."""
    length = relativedelta(months=months)
    for start, end in periods:
        yield start, start + length - timedelta(days=1)
        yield end - length + timedelta(days=1), end


def most_days(periods, months):
    """Greatest number of days that periods hold in any window of so many months.

    >>> from datetime import date
    >>> most_days([(date(2026, 1, 1), date(2026, 1, 31)), (date(2027, 1, 1), date(2027, 1, 10))], 12)
    31
    """
    return max(
        (
            sum(days(max(start, opening), min(end, closing)) for start, end in periods)
            for opening, closing in _windows(periods, months)
        ),
        default=0,
    )


def most_starts(starts, months):
    """Greatest number of conventions that start in any window of so many months.

    >>> from datetime import date
    >>> most_starts([date(2026, 1, 5), date(2026, 6, 1), date(2027, 1, 5)], 12)
    2
    """
    length = relativedelta(months=months)
    return max((sum(start <= other < start + length for other in starts) for start in starts), default=0)
