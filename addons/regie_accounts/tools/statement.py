"""Which row of a statement an account falls into, and of which rows a total is made. Plain values, no ORM."""

import re
from collections import namedtuple

TOKEN = re.compile(r"(?P<prefix>\d+)(?P<side>[DC]?)")
TERM = re.compile(r"([+-]?)([A-Z0-9]+)")
FORMULA = re.compile(r"[A-Z0-9]+([+-][A-Z0-9]+)*")

Rule = namedtuple("Rule", "prefix side row column")


def parse_accounts(text):
    """Return [(prefix, side)] of a list of beginnings of numbers; the side is "D", "C" or "" for both.

    >>> parse_accounts("41D 4091")
    [('41', 'D'), ('4091', '')]

    :raise ValueError: with the word that is no beginning of a number
    """
    found = []
    for word in (text or "").split():
        match = TOKEN.fullmatch(word)
        if not match:
            raise ValueError(word)
        found.append((match["prefix"], match["side"]))
    return found


def parse_formula(text):
    """Return [(+1 or -1, code of a row)].

    >>> parse_formula("A1+A2-B")
    [(1, 'A1'), (1, 'A2'), (-1, 'B')]

    :raise ValueError: with the formula that cannot be read
    """
    text = re.sub(r"\s", "", text or "")
    if not FORMULA.fullmatch(text):
        raise ValueError(text)
    return [(-1 if sign == "-" else 1, code) for sign, code in TERM.findall(text)]


class RowMap:
    """Rows by the beginnings of the numbers of their accounts: the longest one wins, then the side that is named.

    >>> rows = RowMap([Rule("40", "C", "S4", "gross"), Rule("40", "D", "B5", "gross"), Rule("404", "C", "S7", "gross")])
    >>> rows.find("404100", -10.0).row, rows.find("404100", 10.0).row, rows.find("512000", 1.0)
    ('S7', 'B5', None)
    """

    def __init__(self, rules):
        self._rules = {(rule.prefix, rule.side): rule for rule in rules}

    def find(self, code, balance):
        """Return the rule under which an account with this balance (debit minus credit) falls, or None."""
        side = "D" if balance > 0 else "C"
        for length in range(len(code), 0, -1):
            for wanted in (side, ""):
                rule = self._rules.get((code[:length], wanted))
                if rule:
                    return rule
        return None


def expand(formulas, leaves):
    """Return {code of a total: {code of a leaf: coefficient}}, totals of totals resolved.

    >>> expand({"T": "A+B", "R": "T-C"}, {"A", "B", "C"})["R"]
    {'A': 1, 'B': 1, 'C': -1}

    :raise KeyError: with the code that no row has
    :raise RecursionError: with the code of a total that contains itself
    """
    done = {}

    def resolve(code, path):
        if code in leaves:
            return {code: 1}
        if code in path:
            raise RecursionError(code)
        if code not in formulas:
            raise KeyError(code)
        if code not in done:
            total = {}
            for sign, term in parse_formula(formulas[code]):
                for leaf, coefficient in resolve(term, path | {code}).items():
                    total[leaf] = total.get(leaf, 0) + sign * coefficient
            done[code] = total
        return done[code]

    return {code: resolve(code, frozenset()) for code in formulas}
