"""Money of the *aide au poste*: instalments, regularisations, modulation. Exact decimals, cents half up at the end."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
TENTH = Decimal("0.1")
MONTHS = 12


def exact(value):
    """The decimal that a person reads in ``value``, without rounding.

    >>> exact(0.1) + exact(Decimal("0.2"))
    Decimal('0.3')
    """
    return value if isinstance(value, Decimal) else Decimal(str(value or 0))


def cents(value):
    """Money to the cent, half up; a debt is rounded as a claim is.

    >>> cents("2.675"), cents("-2.675")
    (Decimal('2.68'), Decimal('-2.68'))
    """
    return exact(value).quantize(CENT, rounding=ROUND_HALF_UP)


def truncate(value):
    """ETP cut to 2 decimals, as the State compares them.

    >>> truncate("8.999")
    Decimal('8.99')
    """
    return exact(value).quantize(CENT, rounding=ROUND_DOWN)


def total(posts, amounts):
    """Aid of an annex: ``posts`` ETP over months whose yearly amounts of one ETP are ``amounts``, one per month.

    >>> total(8, [23921] * 9)
    Decimal('143526.00')
    >>> total("7.5", [12218] * 10 + [12459] * 2)
    Decimal('91936.25')
    """
    return cents(exact(posts) * sum(map(exact, amounts)) / MONTHS)


def instalments(amount, months):
    """``amount`` paid in ``months`` monthly parts; the last one absorbs the rounding, so that they add up to it.

    >>> instalments(100, 3)
    [Decimal('33.33'), Decimal('33.33'), Decimal('33.34')]
    """
    if months <= 0:
        return []
    part = cents(exact(amount) / months)
    return [*([part] * (months - 1)), cents(amount) - part * (months - 1)]


def occupied_etp(hours, basis, posts, months):
    """ETP over a year that the aid pays for ``hours`` in ``months`` months: never more than conventioned. Unrounded.

    >>> occupied_etp(9100, 1820, 10, 5)
    Decimal('4.166666666666666666666666667')
    >>> occupied_etp(1820, 1820, 10, 5)
    Decimal('1')
    """
    if not basis:
        return Decimal(0)
    return min(exact(hours) / exact(basis), exact(posts) * months / MONTHS)


def due(hours, amounts, basis, posts):
    """Aid due for the ``hours`` of the first months of an annex, in order, ``amounts`` of one ETP beside them.

    With one amount: min(Σ hours ÷ basis, posts × months ÷ 12) × amount. When the amount changed on the way, each
    month is paid at its own, and what passes the ceiling is taken from all the months alike. Unrounded.

    >>> due([151.67] * 12, [23921] * 12, 1820, 1).quantize(CENT)
    Decimal('23921.00')
    """
    if not basis:
        return Decimal(0)
    worked = sum(map(exact, hours)) / exact(basis)
    aid = sum(exact(hour) * exact(amount) for hour, amount in zip(hours, amounts, strict=True)) / exact(basis)
    ceiling = occupied_etp(sum(map(exact, hours)), basis, posts, len(hours))
    return aid if ceiling == worked else aid * ceiling / worked


def regularisation(hours, amounts, basis, posts, paid):
    """What the State pays more, or takes back when negative, on the real occupation: aid due − Σ payments, in cents.

    >>> regularisation([1000] * 5, [23921] * 5, 1820, 8, "79736.65")
    Decimal('-14019.62')
    """
    return cents(due(hours, amounts, basis, posts) - sum(map(exact, paid if isinstance(paid, list) else [paid])))


def modulation(rate, aid):
    """Modulated part: ``rate`` percent of the fixed part, in cents.

    >>> modulation(5, "191368.00")
    Decimal('9568.40')
    """
    return cents(exact(rate) * exact(aid) / 100)


def share(part, whole):
    """``part`` of ``whole`` in percent, 1 decimal half up; 0 of nothing.

    >>> share(45000, 191368)
    Decimal('23.5')
    """
    if not whole:
        return Decimal("0.0")
    return (exact(part) * 100 / exact(whole)).quantize(TENTH, rounding=ROUND_HALF_UP)


def targeted_persons(cofinanced, months, benefit):
    """Persons on RSA that the part of the *département* pays for in each month.

    >>> targeted_persons(45000, 12, "646.52")
    Decimal('5.80')
    """
    if not months or not benefit:
        return Decimal("0.00")
    return (exact(cofinanced) / months / exact(benefit)).quantize(CENT, rounding=ROUND_HALF_UP)


def consumption(realised, conventioned):
    """``under``, ``over`` or ``ok``: mean of the unrounded monthly ETP against the conventioned one, both truncated.

    None when no month is known.

    >>> consumption([8, "7.999"], 8), consumption(["8.009"], 8), consumption([9], 8), consumption([], 8)
    ('under', 'ok', 'over', None)
    """
    if not realised:
        return None
    mean, target = truncate(mean_etp(realised)), truncate(conventioned)
    return "ok" if mean == target else "under" if mean < target else "over"


def mean_etp(realised):
    """Mean of monthly ETP, unrounded; 0 of nothing."""
    return sum(map(exact, realised)) / len(realised) if realised else Decimal(0)
