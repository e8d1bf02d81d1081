"""Investment grants taken to the income in step with the asset they paid for: amounts in cents, without the ORM."""

from datetime import timedelta

from odoo.tools import float_round

DAYS_OF_YEAR = 360


def count_days(start, end):
    """Days from one date to another, both included, with months of thirty days as accountants count them.

    >>> from datetime import date
    >>> count_days(date(2026, 1, 1), date(2026, 12, 31)), count_days(date(2026, 7, 16), date(2026, 12, 31))
    (360, 165)
    """
    after = end + timedelta(days=1)
    return (
        (after.year - start.year) * DAYS_OF_YEAR
        + (after.month - start.month) * 30
        + min(after.day, 30)
        - min(start.day, 30)
    )


def depreciate(value, start, years, end):
    """Depreciation accumulated on a last day, on a straight line from the first day of service (art. 214-13 of the
    French chart of accounts: in proportion to time).

    >>> from datetime import date
    >>> depreciate(120_000, date(2026, 7, 1), 5, date(2026, 12, 31))
    12000
    """
    days = min(max(count_days(start, end), 0), years * DAYS_OF_YEAR)
    return int(float_round(value * days / (years * DAYS_OF_YEAR), precision_digits=0))


def share(grant, value, depreciated, taken):
    """What the income takes of a grant in an exercise: its part of the depreciation so far, less what it took before.

    Rounded on the total so far: when the asset is depreciated to the end, the whole grant was taken, to the cent.

    >>> [share(100, 300, 100, 0), share(100, 300, 200, 33), share(100, 300, 300, 67)]
    [33, 34, 33]
    """
    if value <= 0:
        return 0
    total = (2 * grant * min(max(depreciated, 0), value) + value) // (2 * value)
    return max(0, min(total, grant) - taken)
