"""How a result is shared out: earlier losses first, then the shares decided, then the rest. Plain figures, no ORM."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
ABSORB, SHARE, REMAINDER = "absorb", "share", "remainder"


@dataclass(frozen=True)
class Destination:
    """Where a part of the result goes: the number of the account, how much it takes, its share in percent."""

    account: str
    method: str
    share: Decimal = Decimal(0)


def allocate(result, balances, destinations):
    """Return ``[(destination, amount)]``, the amounts in euros, of the sign of ``result``, zeros left out.

    ``balances`` gives the balance of each account, debit minus credit. ``absorb`` takes no more than what the account
    holds against the result: the losses carried forward for a surplus, the surpluses carried forward for a deficit.
    ``share`` is a percentage of what is left once earlier balances are absorbed. ``remainder`` takes the rest.

    >>> rules = [Destination("119", ABSORB), Destination("1068", SHARE, Decimal(50)), Destination("110", REMAINDER)]
    >>> [(rule.account, str(amount)) for rule, amount in allocate(Decimal("1000"), {"119": Decimal("399.99")}, rules)]
    [('119', '399.99'), ('1068', '300.01'), ('110', '300.00')]
    >>> losses = [Destination("110", ABSORB), Destination("119", REMAINDER)]
    >>> [(rule.account, str(amount)) for rule, amount in allocate(Decimal(-50), {"110": Decimal(-20)}, losses)]
    [('110', '-20'), ('119', '-30')]
    """
    sign = 1 if result >= 0 else -1
    left = base = abs(Decimal(result))
    amounts = []
    for destination in destinations:
        if destination.method == ABSORB:
            held = max(sign * Decimal(balances.get(destination.account, 0)), Decimal(0))
            amount = min(left, held)
            base -= amount
        elif destination.method == SHARE:
            part = (base * destination.share / 100).quantize(CENT, ROUND_HALF_UP)
            amount = min(left, part)
        else:
            amount = left
        left -= amount
        if amount:
            amounts.append((destination, sign * amount))
    return amounts
