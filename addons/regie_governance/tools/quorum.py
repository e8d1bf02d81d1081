"""Quorum of a meeting, in whole numbers: how many voices are needed, how many are there.

No rounding decides whether a meeting may deliberate: a threshold is a fraction a/b of the base, "at least" or "more
than" it. Source of the definitions: domain file, sections 1.5 and 2.3.
"""

from typing import Any, NamedTuple


class Rule(NamedTuple):
    """What the statutes say of the quorum of a meeting."""

    num: int
    den: int
    operator: str = "ge"
    is_with_proxies: bool = False
    recusal_mode: str = "numerator"
    seats: int = 0
    college: Any = None
    college_min: int = 0


class Voice(NamedTuple):
    """A voice of the roll: who carries it, whether that person is there, and who may hold its proxy, in order."""

    person: Any
    college: Any = None
    is_present: bool = False
    was_present: bool = False
    holders: tuple = ()


class Count(NamedTuple):
    """What was counted: ``got`` voices where ``need`` of ``base`` are needed."""

    base: int
    need: int
    got: int
    present: int
    represented: int
    college_got: int
    is_reached: bool


def get_need(base, num, den, operator):
    """Return how many of ``base`` voices make the fraction num/den: at least ("ge") or more than ("gt") it; 0 when no
    quorum is required.

    >>> get_need(10, 1, 2, "ge"), get_need(10, 1, 2, "gt"), get_need(11, 1, 2, "ge"), get_need(10, 0, 1, "gt")
    (5, 6, 6, 0)
    """
    if not num:
        return 0
    return base * num // den + 1 if operator == "gt" else -(-base * num // den)


def count(voices, rule, recused=frozenset()):
    """Count the quorum of a meeting, or of a point that ``recused`` persons have left.

    A recused person is neither there nor represented and holds no proxy. The base stays ("numerator"), loses the
    recused ("both"), or the recused who were there at the opening still count ("opening").

    >>> voices = [Voice("a", is_present=True), Voice("b", is_present=True), Voice("c"), Voice("d", holders=("b",))]
    >>> count(voices, Rule(1, 2))[:5], count(voices, Rule(1, 2), {"b"})[:5]
    ((4, 2, 2, 2, 1), (4, 2, 1, 1, 0))
    """
    keeps = rule.recusal_mode == "opening"
    there = [
        voice for voice in voices if (voice.was_present and keeps if voice.person in recused else voice.is_present)
    ]
    persons = {voice.person for voice in there} - set(recused)
    present_ids = {id(voice) for voice in there}
    represented = sum(
        1
        for voice in voices
        if id(voice) not in present_ids
        and voice.person not in recused
        and any(holder in persons for holder in voice.holders)
    )
    base = max(rule.seats, len(voices))
    if rule.recusal_mode == "both":
        base -= sum(1 for voice in voices if voice.person in recused)
    need = get_need(base, rule.num, rule.den, rule.operator)
    got = len(there) + (represented if rule.is_with_proxies else 0)
    college_got = sum(1 for voice in there if voice.college == rule.college) if rule.college_min else 0
    return Count(base, need, got, len(there), represented, college_got, got >= need and college_got >= rule.college_min)
