"""Durations of contracts, on plain dates: months run date to date and the last day is included."""

from datetime import date, timedelta

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


def months_between(date_start, date_end):
    """Whole months of a period, both ends included.

    >>> from datetime import date
    >>> months_between(date(2026, 3, 3), date(2026, 7, 2)), months_between(date(2026, 3, 3), date(2026, 7, 1))
    (4, 3)
    """
    gap = relativedelta(date_end + timedelta(days=1), date_start)
    return gap.years * 12 + gap.months


def trial_end(date_start, date_end):
    """Last day of the trial period of a fixed-term contract (Code du travail L1242-10), None when too short for one.

    One day per week of contract, two weeks at most up to six months, one month beyond.

    >>> from datetime import date
    >>> trial_end(date(2026, 1, 1), date(2026, 6, 30)), trial_end(date(2026, 1, 1), date(2026, 12, 31))
    (datetime.date(2026, 1, 14), datetime.date(2026, 1, 31))
    """
    if not date_end:
        return last_day(date_start, 2)
    if date_end > last_day(date_start, 6):
        return last_day(date_start, 1)
    days = min(((date_end - date_start).days + 1) // 7, 14)
    return date_start + timedelta(days=days - 1) if days else None


def age_on(birthday, day):
    """Completed years of age on a day.

    >>> from datetime import date
    >>> age_on(date(1969, 10, 16), date(2026, 10, 15)), age_on(date(1969, 10, 15), date(2026, 10, 15))
    (56, 57)
    """
    return relativedelta(day, birthday).years


def state(day, start, end, signed, suspensions, broken, followed):
    """State of a contract on a day, read from its facts.

    ``suspensions`` is a list of ``(first, last)`` days (last None: not known yet); ``broken`` says that it was ended
    before its term and ``followed`` that another contract starts the day after its last day.

    >>> from datetime import date
    >>> state(date(2026, 5, 1), date(2026, 1, 1), date(2026, 6, 30), True, [], False, False)
    'running'
    """
    if not start:
        return "draft"
    if end and end < day:
        return "broken" if broken else "renewed" if followed else "ended"
    if not signed:
        return "to_sign"
    if any(first <= day <= (last or date.max) for first, last in suspensions):
        return "suspended"
    return "running"
