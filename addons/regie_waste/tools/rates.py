"""Which share of the waste is recovered, sorted, diverted (domain file, 4.4)."""

#: Treatments that recover the matter.
MATTER = frozenset(("recycling", "composting", "methanisation", "backfilling"))
#: Treatments that keep the thing: it has not become waste.
REUSE = frozenset(("reuse", "reutilisation"))
ENERGY = frozenset(("energy",))
#: Code of a treatment in the register when the stream has none of its own (directive 2008/98/EC, annexes I and II).
OPERATIONS = {
    "recycling": "R5",
    "composting": "R3",
    "methanisation": "R3",
    "backfilling": "R5",
    "energy": "R1",
    "storage": "D5",
}


def rates(weights):
    """Return ``{name: percentage or None}`` of weights in kg by (treatment, whether it was sorted).

    Matter recovery = matter ÷ waste; with energy the same with energy; sorting = sorted ÷ waste; diverted = (recovered
    with energy + reuse) ÷ (waste + reuse). What is reused is not waste; an unknown treatment recovers nothing.

    >>> rates({("recycling", True): 60, ("energy", False): 20, ("storage", False): 20, ("reuse", True): 100})
    {'matter': 60.0, 'energy': 80.0, 'sorting': 60.0, 'diverted': 90.0}
    >>> rates({})
    {'matter': None, 'energy': None, 'sorting': None, 'diverted': None}
    """
    waste = sum(kg for (treatment, _sorted), kg in weights.items() if treatment not in REUSE)
    reuse = sum(kg for (treatment, _sorted), kg in weights.items() if treatment in REUSE)
    matter = sum(kg for (treatment, _sorted), kg in weights.items() if treatment in MATTER)
    energy = sum(kg for (treatment, _sorted), kg in weights.items() if treatment in ENERGY)
    is_sorted = sum(kg for (treatment, sort), kg in weights.items() if sort and treatment not in REUSE)

    def share(part, whole):
        return 100.0 * part / whole if whole else None

    return {
        "matter": share(matter, waste),
        "energy": share(matter + energy, waste),
        "sorting": share(is_sorted, waste),
        "diverted": share(matter + energy + reuse, waste + reuse),
    }
