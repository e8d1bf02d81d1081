"""The rows of a statement in the language of MIS Builder. Plain values, no ORM."""

from .statement import parse_formula


class Expressions:
    """Write the expressions of rows, each account in the row that names the longest beginning of its number.

    >>> from .statement import Rule
    >>> rules = [Rule("70", "", "E22", "gross"), Rule("707", "", "E21", "gross")]
    >>> Expressions(rules).accounts("E22", "p")
    ["balp[('code', '=like', '70%'), '!', ('code', '=like', '707%')]"]
    """

    def __init__(self, rules):
        self._rules = list(rules)

    @staticmethod
    def name(code):
        """Name of the KPI of a row.

        >>> Expressions.name("AT1")
        'r_at1'
        """
        return f"r_{code.lower()}"

    def total(self, formula):
        """Expression of a total of rows.

        >>> Expressions([]).total("A+B-C")
        'r_a + r_b - r_c'
        """
        text = " ".join(f"{'-' if sign < 0 else '+'} {self.name(code)}" for sign, code in parse_formula(formula))
        return text.removeprefix("+ ")

    def accounts(self, row, mode):
        """Terms of a row of accounts; the mode is "e" (balance at the end) or "p" (movement of the period)."""
        return [term for rule in self._rules if rule.row == row for term in self._terms(rule, mode)]

    def _terms(self, rule, mode):
        """A side that is named takes the accounts whose balance is on it: pbal and nbal."""
        inner = [other for other in self._rules if other.prefix != rule.prefix and other.prefix.startswith(rule.prefix)]
        same = [other for other in self._rules if other.prefix == rule.prefix and other.side and not rule.side]
        sides = [rule.side] if rule.side else ["D", "C"] if any(other.side for other in inner + same) else [""]
        for side in sides:
            if any(other.side == side for other in same):
                continue
            field = {"D": "pbal", "C": "nbal", "": "bal"}[side]
            apart = sorted({other.prefix for other in inner if other.side in ("", side)})
            # what begins with a shorter one is already taken out
            apart = [prefix for prefix in apart if not any(prefix != one and prefix.startswith(one) for one in apart)]
            domain = [f"('code', '=like', '{rule.prefix}%')"]
            domain += [f"'!', ('code', '=like', '{prefix}%')" for prefix in apart]
            yield f"{field}{mode}[{', '.join(domain)}]"
