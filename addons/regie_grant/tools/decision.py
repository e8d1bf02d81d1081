"""What becomes of a grant on the last day of an exercise: amounts without the ORM, in cents.

The order is the one of the rules of associations (ANC 2018-06, art. 132-1 to 132-3 and 142-1 and following): what is
not acquired leaves the income; the share of the exercises to come is deferred; what funders dedicated to a defined
project and was not spent is carried over as dedicated funds; what must be given back is a debt; the rest stays income.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Layer:
    """Dedicated funds still to spend that come from the resources of one exercise."""

    origin: Any
    amount: int


@dataclass(frozen=True)
class Funding:
    """What the books and the convention say of a grant on the last day of an exercise."""

    #: income in the books since ever, net of what already left it
    booked: int
    #: share of the exercises up to this one, less what was already found to be given back
    attributable: int
    #: eligible costs since ever, and those of the exercise
    costs: int
    costs_of_year: int
    #: dedicated funds at the opening, oldest origin first
    opening: tuple[Layer, ...] = ()
    #: no condition is awaited
    is_acquired: bool = True
    #: dedicated by a third party to a defined project
    is_dedicated: bool = False
    #: what is not spent goes back to the funder, and the time to spend it is over
    is_repayable: bool = False


@dataclass(frozen=True)
class Decision:
    """The five amounts of the order, the uses of the funds by exercise of origin, and what explains them."""

    unspent: int = 0
    not_acquired: int = 0
    deferred: int = 0
    report: int = 0
    uses: tuple[Layer, ...] = ()
    refunds: tuple[Layer, ...] = ()
    kept: int = 0
    repaid: int = 0

    @property
    def used(self):
        """Dedicated funds spent in the exercise."""
        return sum(layer.amount for layer in self.uses)

    @property
    def refunded(self):
        """Dedicated funds that go back to the funder."""
        return sum(layer.amount for layer in self.refunds)


def take(layers, amount):
    """Take an amount from layers, oldest first.

    :return: ``(taken, left)``, each without empty layers

    >>> take((Layer(2023, 100), Layer(2024, 50)), 120)
    ((Layer(origin=2023, amount=100), Layer(origin=2024, amount=20)), (Layer(origin=2024, amount=30),))
    """
    taken, left = [], []
    for layer in sorted(layers, key=lambda layer: layer.origin):
        part = min(max(amount, 0), layer.amount)
        amount -= part
        taken.append(Layer(layer.origin, part))
        left.append(Layer(layer.origin, layer.amount - part))
    return tuple(layer for layer in taken if layer.amount), tuple(layer for layer in left if layer.amount)


def decide(funding):
    """Return the decision of the closing for a grant.

    The exercise spends the oldest dedicated funds first; what it does not spend of its own share is carried over. When
    the share to date falls below what was carried over (grant reduced, costs booked late), the funds follow it down:
    they are never more than what is unspent, and never less than zero.
    """
    opening = sum(layer.amount for layer in funding.opening)
    consumed = min(max(funding.costs_of_year, 0), opening)
    if not funding.is_acquired:
        uses, _left = take(funding.opening, consumed)
        return Decision(not_acquired=max(0, funding.booked), uses=uses)
    unspent = max(0, funding.attributable - funding.costs)
    deferred = max(0, funding.booked - funding.attributable)
    if funding.is_repayable:
        refunded = min(opening - consumed, unspent)
        uses, left = take(funding.opening, opening - refunded)
        return Decision(unspent=unspent, deferred=deferred, uses=uses, refunds=left, repaid=unspent)
    closing = unspent if funding.is_dedicated else 0
    used = max(consumed, opening - closing)
    uses, _left = take(funding.opening, used)
    return Decision(
        unspent=unspent,
        deferred=deferred,
        report=closing - opening + used,
        uses=uses,
        kept=unspent - closing,
    )
