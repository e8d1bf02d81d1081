"""An amount between several payers: to the cent, and the sum is the amount."""

from decimal import ROUND_FLOOR, Decimal

CENT = Decimal("0.01")


def split_amount(amount, shares):
    """Return the part of each share (in %, of a total of 100), in the order given; the cents left go to the largest
    remainders.

    >>> split_amount(Decimal("10.00"), [Decimal(1) / 3 * 100] * 3)
    [Decimal('3.34'), Decimal('3.33'), Decimal('3.33')]
    >>> split_amount(Decimal("9.99"), [60, 40])
    [Decimal('5.99'), Decimal('4.00')]
    """
    exact = [Decimal(amount) * Decimal(share) / 100 for share in shares]
    parts = [part.quantize(CENT, rounding=ROUND_FLOOR) for part in exact]
    left = int((Decimal(amount).quantize(CENT) - sum(parts)) / CENT)
    order = sorted(range(len(parts)), key=lambda number: (parts[number] - exact[number], number))
    for number in order[:left]:
        parts[number] += CENT
    return parts
