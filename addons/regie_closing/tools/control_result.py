"""What a control of the closing answers, without the ORM."""

from dataclasses import dataclass

#: from the one that stops the closing to the one that asks for nothing
GRAVITY = ("ko", "manual", "ok", "na")


@dataclass(frozen=True)
class ControlResult:
    """The answer of one control.

    ``state``: ok, ko, manual (only a person can tell) or na (does not apply). ``value``: the number that was measured,
    euros or a count as the step says. ``sentence``: what was found, for the reader. ``model`` and ``domain``: the
    records at fault, or those that the figure is made of.
    """

    state: str
    value: float = 0.0
    sentence: str = ""
    model: str = ""
    domain: tuple = ()

    def __post_init__(self):
        if self.state not in GRAVITY:
            raise ValueError(self.state)
        object.__setattr__(self, "domain", tuple(self.domain))

    @classmethod
    def gravest(cls, results):
        """Return one answer out of several: the gravest state with its figure and records, every sentence of that
        state.

        >>> ControlResult.gravest([ControlResult("ok", 0, "Fine."), ControlResult("ko", 3, "Three.")])
        ControlResult(state='ko', value=3, sentence='Three.', model='', domain=())
        """
        results = sorted(results, key=lambda result: GRAVITY.index(result.state))
        first = results[0]
        sentences = [result.sentence for result in results if result.state == first.state and result.sentence]
        return cls(first.state, first.value, " ".join(sentences), first.model, first.domain)


@dataclass(frozen=True)
class Ledger:
    """Balances by account number: ``year`` over the exercise, ``ever`` since the books exist (debit minus credit)."""

    year: dict
    ever: dict

    @staticmethod
    def _total(balances, prefixes, without):
        return round(
            sum(
                balance
                for code, balance in balances.items()
                if code.startswith(tuple(prefixes)) and not (without and code.startswith(tuple(without)))
            ),
            2,
        )

    def moved(self, *prefixes, without=()):
        """Balance over the exercise of the accounts that begin with one of the prefixes, in euros.

        >>> Ledger({"701000": -10.0, "641000": 4.0}, {}).moved("6", "7")
        -6.0
        """
        return self._total(self.year, prefixes, without)

    def stands(self, *prefixes, without=()):
        """Balance at the last day of the exercise, in euros."""
        return self._total(self.ever, prefixes, without)
