"""Full-time equivalents of insertion hours, as the State counts them: exact decimals, half up."""

from decimal import ROUND_HALF_UP, Decimal

HUNDREDTH = Decimal("0.01")
MONTHS = 12


def to_decimal(value):
    """The decimal that a person reads in ``value``, hours kept to the hundredth.

    >>> to_decimal(2.675)
    Decimal('2.68')
    >>> to_decimal(Decimal("70"))
    Decimal('70.00')
    """
    return Decimal(str(value)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def month_etp(hours, basis):
    """ETP of a month: hours × 12 / hours of a full-time year, 2 decimals half up; 0 without basis.

    >>> month_etp(2737, 1820)
    Decimal('18.05')
    >>> month_etp("151.67", 1820)
    Decimal('1.00')
    >>> month_etp(100, 0)
    Decimal('0.00')
    """
    if not basis:
        return Decimal("0.00")
    share = to_decimal(hours) * MONTHS / to_decimal(basis)
    return share.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)


def realisation_rate(realised, conventioned):
    """Realised over conventioned ETP in percent, 2 decimals half up; None when nothing is conventioned.

    >>> realisation_rate(Decimal("18.05"), 20)
    Decimal('90.25')
    >>> realisation_rate(1, 0) is None
    True
    """
    if not conventioned:
        return None
    rate = to_decimal(realised) * 100 / to_decimal(conventioned)
    return rate.quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
