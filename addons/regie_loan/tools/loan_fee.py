"""What a loan costs and how late a tool is: plain days and decimals. gup_services.md, 5.10 and 5.13.

Days are those of the wall calendar of the régie: a change of hour neither adds nor loses one.
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def money(amount):
    """Answer an amount rounded half up to the cent, as a Decimal.

    >>> money(2.675)
    Decimal('2.68')
    >>> money("1.005")
    Decimal('1.01')
    """
    return Decimal(str(amount or 0)).quantize(CENT, ROUND_HALF_UP)


def billable_days(first, last):
    """Days that are paid from a local day to another: those between them, one at least.

    >>> from datetime import date
    >>> billable_days(date(2026, 3, 28), date(2026, 3, 30))
    2
    >>> billable_days(date(2026, 3, 28), date(2026, 3, 28))
    1
    """
    return max(1, (last - first).days)


def loan_fee(method, daily, flat, days, coefficient=1):
    """Fee of a tool: free, by day or by loan, times the coefficient of the band.

    >>> loan_fee("per_day", 2.5, 0, 3, 0.3)
    Decimal('2.25')
    >>> loan_fee("flat", 0, 10, 3, 0.6)
    Decimal('6.00')
    >>> loan_fee("free", 2.5, 10, 3)
    Decimal('0.00')
    """
    base = {"per_day": Decimal(str(daily or 0)) * days, "flat": Decimal(str(flat or 0))}.get(method, Decimal(0))
    return money(base * Decimal(str(coefficient)))


def late_days(due, back):
    """Days between the local day a tool was due and the one it came back; 0 when in time.

    >>> from datetime import date
    >>> late_days(date(2026, 10, 24), date(2026, 10, 26))
    2
    >>> late_days(date(2026, 10, 24), date(2026, 10, 20))
    0
    """
    return max(0, (back - due).days)


def late_fee(daily, days, grace, value):
    """Fee of a delay: by day beyond the days of grace, never more than the tool is worth (0: its worth is not told).

    >>> late_fee(2, 5, 1, 100)
    Decimal('8.00')
    >>> late_fee(2, 500, 1, 100)
    Decimal('100.00')
    >>> late_fee(2, 1, 1, 100)
    Decimal('0.00')
    """
    fee = money(Decimal(str(daily or 0)) * max(0, days - grace))
    return min(fee, money(value)) if value else fee
