"""Who is elected: the most votes first, a threshold when the statutes ask for one, ties settled by a rank.

Whole numbers only; nothing is drawn here: the rank of the tied (age, lot) is given.
"""

from typing import Any, NamedTuple

from .majority import reaches


class Election(NamedTuple):
    """Candidates elected, in order; ``tied`` for the last seats, when nothing settles between them; ``settled`` were
    chosen by their rank."""

    elected: list
    tied: list
    settled: list


class Candidate(NamedTuple):
    """A candidate, or a list: votes received, seats that it would take, and rank among those tied (first is elected);
    None when there is no rank."""

    key: Any
    votes: int
    rank: Any = None


def elect(candidates, seats, ballots=0, threshold=None):
    """Return the Election of ``seats`` among candidates.

    :param ballots: base of the threshold
    :param threshold: (numerator, denominator, "ge" or "gt") of the ballots that an elected needs; None: most votes

    >>> elect([Candidate("a", 5), Candidate("b", 3), Candidate("c", 3)], 1).elected
    ['a']
    >>> elect([Candidate("a", 5), Candidate("b", 3), Candidate("c", 3)], 2)
    Election(elected=['a'], tied=['b', 'c'], settled=[])
    >>> elect([Candidate("a", 5), Candidate("b", 3, 2), Candidate("c", 3, 1)], 2)
    Election(elected=['a', 'c'], tied=[], settled=['c'])
    >>> elect([Candidate("a", 5), Candidate("b", 4)], 1, 10, (1, 2, "gt")).elected
    []
    """
    able = [
        candidate
        for candidate in candidates
        if candidate.votes > 0 and (threshold is None or reaches(candidate.votes, ballots, threshold))
    ]
    able.sort(key=lambda candidate: -candidate.votes)
    if len(able) <= seats:
        return Election([candidate.key for candidate in able], [], [])
    last = able[seats - 1].votes
    sure = [candidate for candidate in able if candidate.votes > last]
    equal = [candidate for candidate in able if candidate.votes == last]
    left = seats - len(sure)
    elected = [candidate.key for candidate in sure]
    if len(equal) == left:
        return Election(elected + [candidate.key for candidate in equal], [], [])
    ranks = [candidate.rank for candidate in equal]
    if None in ranks or len(set(ranks)) < len(ranks):
        return Election(elected, [candidate.key for candidate in equal], [])
    settled = [candidate.key for candidate in sorted(equal, key=lambda candidate: candidate.rank)[:left]]
    return Election(elected + settled, [], settled)
