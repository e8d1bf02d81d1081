"""Arithmetic of social clauses, without the ORM: plain values in, Decimals out."""

import hashlib
import json
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal

HOUR = Decimal(1)
CENT = Decimal("0.01")
ROUNDINGS = {"half_up": ROUND_HALF_UP, "up": ROUND_UP}


def to_decimal(value):
    """Exact Decimal of a stored figure (a float of the ORM is read through its shortest writing).

    >>> to_decimal(0.1) + to_decimal(0.2)
    Decimal('0.3')
    """
    return value if isinstance(value, Decimal) else Decimal(str(value or 0))


def obligation_hours(amount, labour_share, rate, hourly_cost, rounding="half_up"):
    """Hours due: amount × labour share (%) × rate (%) ÷ hourly cost, to the whole hour.

    >>> obligation_hours(1_000_000, 50, 5, 30)
    Decimal('833')
    >>> obligation_hours(1_000_000, 50, 5, 30, rounding="up")
    Decimal('834')
    """
    hours = (
        to_decimal(amount) * to_decimal(labour_share) * to_decimal(rate) / (Decimal(10_000) * to_decimal(hourly_cost))
    )
    return hours.quantize(HOUR, rounding=ROUNDINGS[rounding])


def share_hours(hours, rate, rounding="up"):
    """Hours due: a share (%) of the hours of the works, to the whole hour.

    >>> share_hours(12_345, 5)
    Decimal('618')
    >>> share_hours(0.3, 10), share_hours(0, 10)
    (Decimal('1'), Decimal('0'))
    """
    return (to_decimal(hours) * to_decimal(rate) / 100).quantize(HOUR, rounding=ROUNDINGS[rounding])


def penalty_amount(due, validated, penalty):
    """Penalty that the contract would give: the missing hours, never below zero, × that of one hour, to the cent.

    >>> penalty_amount(1000, 990.5, 12.35), penalty_amount(1000, 1200, 12)
    (Decimal('117.33'), Decimal('0.00'))
    """
    missing = max(to_decimal(due) - to_decimal(validated), Decimal(0))
    return (missing * to_decimal(penalty)).quantize(CENT, rounding=ROUND_HALF_UP)


def chain_hash(previous, content):
    """Hash of a row of the ledger: the hash of the row before it, then its own content (sorted JSON).

    >>> chain_hash("", {"hours": "7.00"}) == chain_hash("", {"hours": "7.00"})
    True
    >>> chain_hash("", {"hours": "7.00"}) == chain_hash("", {"hours": "7.01"})
    False
    """
    text = (previous or "") + json.dumps(content, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def elapsed_days(start: date, end: date, day: date):
    """Days of the period gone by at the end of ``day``, both ends included.

    >>> elapsed_days(date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1))
    1
    >>> elapsed_days(date(2026, 1, 1), date(2026, 12, 31), date(2027, 3, 1))
    365
    """
    return max((min(day, end) - start).days + 1, 0)


def expected_hours(target, start: date, end: date, day: date):
    """Hours that a steady pace would have given at the end of ``day``, to the hundredth.

    >>> expected_hours(365, date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 31))
    Decimal('31.00')
    """
    total = (end - start).days + 1
    share = to_decimal(target) * elapsed_days(start, end, day) / total
    return share.quantize(CENT, rounding=ROUND_HALF_UP)


def percent(part, whole):
    """Share of ``part`` in ``whole`` in percent to the hundredth, None when there is no whole.

    >>> percent(1, 3)
    Decimal('33.33')
    >>> percent(1, 0) is None
    True
    """
    whole = to_decimal(whole)
    if not whole:
        return None
    return (to_decimal(part) * 100 / whole).quantize(CENT, rounding=ROUND_HALF_UP)


def is_small(count, total, threshold):
    """Whether a cell of ``count`` people among ``total`` would point at somebody.

    A cell is kept back when it, or what it leaves over, holds between one person and the threshold less one.

    >>> is_small(3, 20, 5), is_small(18, 20, 5), is_small(10, 20, 5), is_small(0, 20, 5)
    (True, True, False, False)
    """
    return any(0 < cell < threshold for cell in (count, total - count))


def declaration_period(day: date, frequency):
    """First and last day of the month or of the quarter of ``day``.

    >>> declaration_period(date(2026, 2, 10), "month")
    (datetime.date(2026, 2, 1), datetime.date(2026, 2, 28))
    >>> declaration_period(date(2026, 12, 31), "quarter")
    (datetime.date(2026, 10, 1), datetime.date(2026, 12, 31))
    """
    length = 3 if frequency == "quarter" else 1
    first = (day.month - 1) // length * length + 1
    after = first + length
    next_start = date(day.year + (after > 12), (after - 1) % 12 + 1, 1)
    return date(day.year, first, 1), next_start - timedelta(days=1)


def alert_level(gap, target, remaining, days_left, pace, orange_percent):
    """``red``, ``orange`` or ``green`` for a clause that is ``gap`` hours from its steady pace.

    Orange: late by more than ``orange_percent`` of the obligation. Red: late by as much, and the days left
    cannot absorb what remains at the pace observed (hours a day); or over, with hours still due.

    >>> alert_level(Decimal(-50), Decimal(1000), Decimal(600), 200, Decimal(1), Decimal(10))
    'green'
    >>> alert_level(Decimal(-150), Decimal(1000), Decimal(600), 200, Decimal(4), Decimal(10))
    'orange'
    >>> alert_level(Decimal(-150), Decimal(1000), Decimal(600), 200, Decimal(2), Decimal(10))
    'red'
    >>> alert_level(Decimal(-1), Decimal(1000), Decimal(1), 0, Decimal(2), Decimal(10))
    'red'
    """
    if days_left <= 0 and remaining > 0:
        return "red"
    if gap >= -to_decimal(target) * to_decimal(orange_percent) / 100:
        return "green"
    return "orange" if pace * days_left >= remaining else "red"
