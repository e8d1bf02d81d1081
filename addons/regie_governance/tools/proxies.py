"""Which proxies of a meeting are good: looked at in the order in which they were received.

Source: domain file, sections 1.5 and 7.3 (codes GOV-030 to GOV-039). Plain values only.
"""

from collections import Counter
from typing import Any, NamedTuple

SELF, LIMIT, GIVER_PRESENT, HOLDER, SECOND, BLANK, LATE, GIVER, UNSIGNED, FORBIDDEN = (
    f"GOV-{number:03}" for number in range(30, 40)
)


class Voter(NamedTuple):
    """A voice of the roll: who carries it, in what college, and whether that person is there."""

    person: Any
    college: Any = None
    is_present: bool = False


class Proxy(NamedTuple):
    """A proxy as received: the voice that gives it, the person who holds it (none: blank), and its form."""

    key: Any
    giver: Any
    holder: Any
    received: Any
    is_signed: bool = True


class Rule(NamedTuple):
    """What the statutes say of proxies. ``limit``: None when there is none; ``deadline``: the last moment."""

    is_allowed: bool = True
    limit: Any = None
    is_same_college: bool = False
    is_holder_voter: bool = True
    blank: str = "refuse"
    deadline: Any = None


class Answer(NamedTuple):
    """What becomes of a proxy: refused with a code, or held by somebody, or (neither) waiting for a holder."""

    code: Any
    holder: Any


def sort(proxies, rule, roll, chair=None, kept=()):
    """Return ``{key: Answer}`` for proxies, whatever the order in which they come here.

    :param roll: ``{voice: Voter}``
    :param kept: ``[(giver voice, holder)]`` of the proxies that were accepted before and stay
    """
    held = Counter(holder for _giver, holder in kept)
    given = {giver for giver, _holder in kept}
    answers = {}
    for proxy in sorted(proxies, key=lambda proxy: (proxy.received, proxy.key)):
        holder = proxy.holder
        code = _check_form(proxy, rule, roll) or (SECOND if proxy.giver in given else None)
        if not code and holder is None:
            code = BLANK if rule.blank == "refuse" else None
            holder = None if code else _find_holder(proxy, rule, roll, chair, held)
        if not code and holder is not None:
            code = _check_holder(proxy, holder, rule, roll, held)
        answers[proxy.key] = Answer(code, None if code else holder)
        if not code and holder is not None:
            held[holder] += 1
            given.add(proxy.giver)
    return answers


def _check_form(proxy, rule, roll):
    """Return the code of what is wrong with a proxy, whoever holds it."""
    if not rule.is_allowed:
        return FORBIDDEN
    if proxy.giver not in roll:
        return GIVER
    if not proxy.is_signed:
        return UNSIGNED
    if rule.deadline is not None and proxy.received > rule.deadline:
        return LATE
    return GIVER_PRESENT if roll[proxy.giver].is_present else None


def _check_holder(proxy, holder, rule, roll, held):
    """Return the code of what keeps a person from holding a proxy."""
    giver = roll[proxy.giver]
    if holder == giver.person:
        return SELF
    colleges = {voter.college for voter in roll.values() if voter.person == holder}
    if rule.is_holder_voter and not colleges:
        return HOLDER
    if rule.is_same_college and giver.college not in colleges:
        return HOLDER
    return LIMIT if rule.limit is not None and held[holder] >= rule.limit else None


def _find_holder(proxy, rule, roll, chair, held):
    """Return who takes a blank proxy: the chair, or the person present who holds the fewest; None as long as there is
    nobody."""
    if rule.blank == "to_chair":
        return chair
    there = dict.fromkeys(voter.person for voter in roll.values() if voter.is_present)
    free = [person for person in there if not _check_holder(proxy, person, rule, roll, held)]
    return min(free, key=lambda person: held[person], default=None)
