"""Whether a count of votes adopts a resolution: exact arithmetic on whole numbers and fractions, never a float.

The words are those of statutes: a base (what abstentions weigh depends on it), a fraction of it, and what becomes of a
tie. When colleges weigh, the votes for are a sum of shares of weights instead of a number of votes.
"""

from fractions import Fraction
from typing import NamedTuple

FRACTIONS = {
    "simple": (1, 2, "gt"),
    "absolute": (1, 2, "gt"),
    "two_thirds": (2, 3, "ge"),
    "three_quarters": (3, 4, "ge"),
    "unanimous": (1, 1, "ge"),
    "plurality": (1, 2, "gt"),
}


class Tally(NamedTuple):
    """What became of the votes. Those who take no part hold a voice and are no voters."""

    count_for: int = 0
    count_against: int = 0
    count_abstain: int = 0
    count_blank: int = 0
    count_null: int = 0
    count_not_voting: int = 0

    @property
    def expressed(self):
        """Votes for and against."""
        return self.count_for + self.count_against

    @property
    def voters(self):
        """Those who put a ballot or raised a hand."""
        return self.expressed + self.count_abstain + self.count_blank + self.count_null

    @property
    def voices(self):
        """Voters, and those who take no part."""
        return self.voters + self.count_not_voting

    def plus(self, other):
        """Add two counts."""
        return Tally(*(mine + its for mine, its in zip(self, other, strict=True)))


class Electorate(NamedTuple):
    """Who could vote, recused persons left out: there, represented, and all who have the right."""

    present: int = 0
    represented: int = 0
    members: int = 0


class Rule(NamedTuple):
    """The majority that the statutes ask for."""

    majority: str = "simple"
    base: str = "expressed"
    num: int = 1
    den: int = 2
    operator: str = "gt"
    tie: str = "rejected"
    college_mode: str = "none"
    empty_college: str = "drop"

    @property
    def threshold(self):
        """(numerator, denominator, "ge" or "gt") of the base that the votes for must reach."""
        return FRACTIONS.get(self.majority, (self.num, self.den, self.operator))

    @property
    def base_used(self):
        """A simple majority compares for with against, whatever the base."""
        return "expressed" if self.majority in ("simple", "plurality") else self.base


class College(NamedTuple):
    """The votes of a college, its weight, and who could vote in it."""

    tally: Tally
    weight: int = 1
    electorate: Electorate = Electorate()


class Outcome(NamedTuple):
    """What was decided, and the numbers that say why. ``need`` is the least that would have adopted; in a vote by
    college ``base``, ``need`` and ``got`` are fractions of the weights and ``need`` must be passed if ``is_strict``."""

    result: str
    base: Fraction
    need: Fraction
    got: Fraction
    is_strict: bool = False
    is_tie: bool = False
    casting: str | None = None


def get_base(rule, tally, electorate):
    """Return how many voices the fraction is taken of."""
    return {
        "expressed": tally.expressed,
        "expressed_blank": tally.expressed + tally.count_blank,
        "present": electorate.present,
        "present_represented": electorate.present + electorate.represented,
        "members": electorate.members,
    }[rule.base_used]


def reaches(got, base, threshold):
    """Tell whether ``got`` is at least (or more than) a fraction of ``base``; nothing is never enough.

    >>> reaches(2, 3, (2, 3, "ge")), reaches(5, 10, (1, 2, "gt")), reaches(0, 0, (1, 1, "ge"))
    (True, False, False)
    """
    num, den, operator = threshold
    left, right = got * den, base * num
    return got > 0 and (left > right if operator == "gt" else left >= right)


def get_need(base, threshold):
    """Return the least whole number of votes that reaches a fraction of a base, one at least.

    >>> get_need(10, (1, 2, "gt")), get_need(10, (2, 3, "ge")), get_need(0, (1, 1, "ge"))
    (6, 7, 1)
    """
    num, den, operator = threshold
    need = base * num // den + 1 if operator == "gt" else -(-base * num // den)
    return max(need, 1)


def weigh(rule, colleges):
    """Return (votes for, base) as fractions of weights: each college gives its share of votes for, or all its weight
    to its majority (half when its votes are equal)."""
    got = base = Fraction(0)
    for college in colleges:
        tally = college.tally
        if not tally.expressed and rule.empty_college == "drop":
            continue
        base += college.weight
        if rule.college_mode == "block":
            difference = tally.count_for - tally.count_against
            share = Fraction((difference > 0) - (difference < 0) + 1, 2) if tally.expressed else Fraction(0)
        else:
            size = get_base(rule, tally, college.electorate)
            share = Fraction(tally.count_for, size) if size else Fraction(0)
        got += college.weight * share
    return got, base


def decide(rule, tally, electorate=None, colleges=(), casting=None):
    """Return the Outcome of a vote.

    :param rule: a Rule
    :param tally: the Tally of all, used when colleges do not weigh
    :param electorate: an Electorate, for the bases that count persons
    :param colleges: the College of each, when the rule weighs them; a college wholly recused is not in it
    :param casting: "for" or "against": how the chair voted, in an open ballot, when not recused; None otherwise
    """
    threshold = rule.threshold
    if rule.college_mode == "none":
        got, base = tally.count_for, get_base(rule, tally, electorate or Electorate())
        need = get_need(base, threshold)
        equal = tally.count_for == tally.count_against
    else:
        got, base = weigh(rule, colleges)
        need = base * Fraction(*threshold[:2])
        equal = True
    strict = rule.college_mode != "none" and threshold[2] == "gt"
    if reaches(got, base, threshold):
        return Outcome("adopted", base, need, got, strict)
    # A tie: as many for as against, and just half where more than half was needed.
    is_tie = bool(got) and equal and threshold == (1, 2, "gt") and 2 * got == base
    if not is_tie:
        return Outcome("rejected", base, need, got, strict)
    if rule.tie == "casting" and casting in ("for", "against"):
        return Outcome("adopted" if casting == "for" else "rejected", base, need, got, strict, True, casting)
    return Outcome("tie", base, need, got, strict, True)
