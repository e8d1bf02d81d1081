"""Majority of inhabitants in an organ, in whole numbers, on one of the three bases that statutes may choose.

Source: the Movement of régies ("habitants majoritaires dans les instances de gouvernance"). The base of the count is
not published: statutes choose it. No rounding decides.
"""

from typing import Any, NamedTuple


class Group(NamedTuple):
    """A college as it stands in an organ: how many of its people sit, how many of them are inhabitants, how many seats
    the statutes give it (0: not numbered) and what its vote weighs."""

    key: Any
    sitting: int = 0
    inhabitants: int = 0
    is_resident: bool = False
    seats: int = 0
    weight: int = 0


def has_majority(inhabitants, total, strict):
    """Tell whether inhabitants hold the majority; strictly, 10 out of 20 is none.

    >>> has_majority(10, 20, True), has_majority(10, 20, False), has_majority(11, 20, True)
    (False, True, True)
    """
    return 2 * inhabitants > total if strict else 2 * inhabitants >= total


def count(groups, basis):
    """Return (inhabitants, total) on a basis: "mandates" in force, "seats" of the statutes or "weight" of votes.

    A college without numbered seats counts those who sit. A college weighs its weight as soon as somebody sits there.

    >>> hab, col = Group("HAB", 3, 3, True, 6, 2), Group("COL", 2, 0, False, 5, 3)
    >>> [count([hab, col], basis) for basis in ("mandates", "seats", "weight")]
    [(3, 5), (6, 11), (2, 5)]
    """
    if basis == "seats":
        sizes = [(group.seats or group.sitting, group.is_resident) for group in groups]
    elif basis == "weight":
        sizes = [(group.weight if group.sitting else 0, group.is_resident) for group in groups]
    else:
        return sum(group.inhabitants for group in groups), sum(group.sitting for group in groups)
    return sum(size for size, is_resident in sizes if is_resident), sum(size for size, _is_resident in sizes)


def get_state(groups, basis, strict):
    """Return "breach", "warning" (one seat more or less and the majority is lost), "ok", or None when nobody sits.

    >>> hab, col = Group("HAB", 3, 3, True), Group("COL", 2)
    >>> get_state([hab, col], "mandates", True)
    'warning'
    >>> get_state([hab._replace(sitting=4, inhabitants=4), col], "mandates", True)
    'ok'
    >>> get_state([hab, col._replace(sitting=3)], "mandates", True)
    'breach'
    >>> get_state([], "mandates", True)
    """
    inhabitants, total = count(groups, basis)
    if not total:
        return None
    if not has_majority(inhabitants, total, strict):
        return "breach"
    if basis == "weight":
        moves = _lose_a_college(groups)
        held = all(has_majority(*count(after, basis), strict) for after in moves)
    else:
        # losing an inhabitant and seating somebody else come to the same: 2 (h - 1) against t - 1, 2 h against t + 1
        held = has_majority(inhabitants, total + 1, strict)
    return "ok" if held else "warning"


def _lose_a_college(groups):
    """Yield the groups after one more departure (a resident college empties) or arrival (another college opens)."""
    for at, group in enumerate(groups):
        if group.is_resident and group.sitting == 1:
            yield [*groups[:at], group._replace(sitting=0, inhabitants=0), *groups[at + 1 :]]
        elif not group.is_resident and not group.sitting and group.weight:
            yield [*groups[:at], group._replace(sitting=1), *groups[at + 1 :]]


def get_missing(inhabitants, total, strict):
    """Return how many inhabitants must join for the majority to be there again, the others staying.

    >>> get_missing(5, 11, True), get_missing(4, 10, True), get_missing(6, 11, True), get_missing(4, 10, False)
    (2, 3, 0, 2)
    """
    # 2 (h + n) > t + n  <=>  n > t - 2 h ; or >= when half is enough
    return max(0, total - 2 * inhabitants + (1 if strict else 0))
