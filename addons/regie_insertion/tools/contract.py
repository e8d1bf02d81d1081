"""Durations of contracts, on plain dates: months run date to date and the last day is included."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta


def last_day(date_start, months, gap_days=0):
    """Last possible day of a duration of ``months`` from ``date_start``, moved by ``gap_days`` days without contract.

    >>> from datetime import date
    >>> last_day(date(2026, 3, 3), 4)
    datetime.date(2026, 7, 2)
    """
    return date_start + relativedelta(months=months) + timedelta(days=gap_days - 1)


def lasts_at_least(date_start, date_end, months):
    """Whether the period, both ends included, reaches ``months`` months; a period without end does."""
    return not date_end or date_end >= last_day(date_start, months)


def gap_days(periods):
    """Days without contract between the first and the last of ``periods`` (``(start, end)``, end None when open).

    >>> from datetime import date
    >>> gap_days([(date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 1, 1), date(2026, 1, 31))])
    28
    """
    total, covered_to = 0, None
    for date_start, date_end in sorted(periods, key=lambda period: period[0]):
        if covered_to:
            total += max((date_start - covered_to).days - 1, 0)
        if not date_end:
            break
        covered_to = max(covered_to, date_end) if covered_to else date_end
    return total
