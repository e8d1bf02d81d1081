"""The score of an inspection, from its notes: figures only, so that anybody can check it by hand."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

#: The best note of a criterion; a question answered by yes or no is worth this or nothing.
TOP = 4
CENT = Decimal("0.01")


def score(notes: Iterable[tuple[int, int | None]]) -> Decimal | None:
    """Σ(weight × note) ÷ Σ(weight × 4) × 100 of the ``(weight, note)``, two decimals; a note of None does not count.

    >>> score([(3, 4), (1, 0)])
    Decimal('75.00')
    >>> score([(2, 3), (1, 4), (5, None)])
    Decimal('83.33')
    >>> score([(2, None)]) is None
    True
    """
    noted = [(weight, note) for weight, note in notes if note is not None]
    best = sum(weight * TOP for weight, _note in noted)
    if not best:
        return None
    return (Decimal(sum(weight * note for weight, note in noted)) * 100 / best).quantize(CENT, ROUND_HALF_UP)


def result(value: Decimal, threshold: Decimal, low: Decimal, has_eliminatory_zero: bool) -> str:
    """What a score is worth: ``compliant``, ``to_improve`` or ``not_compliant``.

    An eliminatory criterion noted 0 is not compliant whatever the score.

    >>> [result(Decimal(value), Decimal(80), Decimal(60), False) for value in ("80", "79.99", "60", "59.99")]
    ['compliant', 'to_improve', 'to_improve', 'not_compliant']
    >>> result(Decimal(98), Decimal(80), Decimal(60), True)
    'not_compliant'
    """
    if has_eliminatory_zero or value < low:
        return "not_compliant"
    return "compliant" if value >= threshold else "to_improve"


def weighted_mean(scores: Iterable[tuple[Decimal | float, int]]) -> Decimal | None:
    """The mean of the ``(score, weight)`` of several inspections, two decimals; None when there is none.

    >>> weighted_mean([(90, 10), (60, 20)])
    Decimal('70.00')
    >>> weighted_mean([]) is None
    True
    """
    scores = [(Decimal(str(value)), weight) for value, weight in scores]
    total = sum(weight for _value, weight in scores)
    if not total:
        return None
    return (sum(value * weight for value, weight in scores) / total).quantize(CENT, ROUND_HALF_UP)
