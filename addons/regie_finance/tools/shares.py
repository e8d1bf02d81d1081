"""Sharing an amount to the cent: what is shared is the total, never one cent more nor less."""

from decimal import Decimal


def split(total, weights):
    """Shares of a whole number of units (cents, hundredths of a percent) by weights, by largest remainder.

    The units that rounding leaves go to the largest remainders; among equals, to the first. Weights are not negative
    and their sum is not nil.

    >>> split(100, [1, 1, 1])
    [34, 33, 33]
    >>> split(-100, [1, 1, 1])
    [-34, -33, -33]
    >>> split(5, [0, 2, 3])
    [0, 2, 3]
    """
    weights = [Decimal(str(weight)) for weight in weights]
    if any(weight < 0 for weight in weights) or not sum(weights):
        raise ValueError("Weights are not negative, and their sum is not nil.")
    sign, units, base = (-1 if total < 0 else 1), abs(int(total)), sum(weights)
    exact = [units * weight / base for weight in weights]
    shares = [int(share) for share in exact]
    by_remainder = sorted(range(len(weights)), key=lambda rank: (shares[rank] - exact[rank], rank))
    for rank in by_remainder[: units - sum(shares)]:
        shares[rank] += 1
    return [sign * share for share in shares]


def step_down(costs, receivers, ranks):
    """What each support gives to each receiver, in cents: ``{support: {receiver: cents}}``.

    ``costs`` are the cents of every activity, ``receivers`` the weights ``{support: {receiver: weight}}``. A support
    that receives from another gives it on: supports are taken in an order where each has received all it will, and
    among those that are free, by ``ranks``.

    >>> step_down({"office": -900, "garage": -100, "a": 50, "b": 0},
    ...           {"office": {"garage": 1, "a": 4, "b": 4}, "garage": {"a": 1, "b": 1}}, {"office": 1, "garage": 2})
    {'office': {'garage': -100, 'a': -400, 'b': -400}, 'garage': {'a': -100, 'b': -100}}

    :raise ValueError: with the two names of an arrow of a cycle
    """
    costs, given = dict(costs), {}
    for support in order(receivers, ranks):
        targets = receivers[support]
        parts = split(costs.get(support, 0), targets.values()) if targets else []
        given[support] = dict(zip(targets, parts, strict=True))
        for receiver, part in given[support].items():
            costs[receiver] = costs.get(receiver, 0) + part
        costs[support] = 0
    return given


def order(receivers, ranks):
    """Supports in an order where each comes after those that give to it; among those that are free, by rank.

    >>> order({"garage": {"a": 1}, "office": {"garage": 1}}, {"garage": 1, "office": 2})
    ['office', 'garage']
    >>> order({"garage": {"office": 1}, "office": {"garage": 1}}, {"garage": 1, "office": 2})
    Traceback (most recent call last):
        ...
    ValueError: ('garage', 'office')

    :raise ValueError: with the two names of an arrow of a cycle
    """
    left, ordered = sorted(receivers, key=lambda support: ranks[support]), []
    while left:
        waiting = {receiver for support in left for receiver in receivers[support]}
        free = next((support for support in left if support not in waiting), None)
        if free is None:
            giver = left[0]
            raise ValueError(*_find_cycle(giver, receivers, left))
        left.remove(free)
        ordered.append(free)
    return ordered


def _find_cycle(start, receivers, left):
    """Two supports that follow each other on a cycle among those that are left."""
    path = [start]
    while True:
        # every support that is left receives from one that is left: going up ends on a cycle
        giver = next(support for support in left if path[-1] in receivers[support])
        if giver in path:
            return (giver, path[-1]) if giver != path[-1] else (giver, giver)
        path.append(giver)
