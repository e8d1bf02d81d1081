"""Which exits the State counts, and the rates that they make. Pure functions on plain values.

The same rules run in PostgreSQL (``regie.insertion.exit._counting_query``); a test compares both.
"""

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from dateutil.relativedelta import relativedelta

#: Kinds of structure counted by the time spent in it, and by the hours worked. The others count always.
BY_TIME = ("ACI", "EI")
BY_HOURS = ("AI", "ETTI")
#: Categories of the dynamic rate; an exit without category is another exit.
DYNAMIC = ("durable", "transition", "positive")
CATEGORIES = (*DYNAMIC, "other")


def reason_left_out(
    kind: str,
    category: str | None,
    entry: date,
    leaving: date,
    hours_year: float = 0,
    hours_total: float = 0,
    *,
    months: int = 3,
    hours_minimum_year: float = 1,
    hours_minimum: float = 150,
    absent_days: int = 0,
) -> str | None:
    """Why an exit is not counted, ``None`` when it is.

    ``entry`` and ``leaving`` are the first and last days; ``absent_days`` are the days without contract in between.
    Three months to the day are enough: 1 January to 31 March is counted, to 30 March is not.

    >>> reason_left_out("ACI", "durable", date(2026, 1, 1), date(2026, 3, 31), hours_year=200) is None
    True
    >>> reason_left_out("ACI", "durable", date(2026, 1, 1), date(2026, 3, 30), hours_year=200)
    'short'
    >>> reason_left_out("EI", None, date(2025, 1, 1), date(2026, 1, 31), hours_year=0.5)
    'no_hours'
    >>> reason_left_out("AI", "other", date(2026, 1, 1), date(2026, 1, 15), hours_total=150) is None
    True
    >>> reason_left_out("ACI", "withdrawn", date(2020, 1, 1), date(2026, 1, 31), hours_year=900)
    'withdrawn'
    """
    if category == "withdrawn":
        return "withdrawn"
    if kind in BY_TIME:
        if leaving + timedelta(days=1) < entry + relativedelta(months=months) + timedelta(days=absent_days):
            return "short"
        if hours_year < hours_minimum_year:
            return "no_hours"
    elif kind in BY_HOURS and hours_total < hours_minimum:
        return "few_hours"
    return None


def rates(counts: dict[str | None, int]) -> dict[str, Decimal | None]:
    """Rates in %, one decimal half up, of counted exits by category; ``None`` when nobody counted left.

    >>> rates({"durable": 3, "transition": 2, "positive": 1, "other": 3, None: 1})["dynamic"]
    Decimal('60.0')
    >>> rates({"withdrawn": 4})["dynamic"] is None
    True
    """
    total = sum(count for category, count in counts.items() if category != "withdrawn")
    numerators = {category: counts.get(category, 0) for category in DYNAMIC}
    numerators["other"] = total - sum(numerators.values())
    numerators["dynamic"] = total - numerators["other"]
    return {name: _percent(count, total) for name, count in numerators.items()}


def _percent(part: int, total: int) -> Decimal | None:
    if not total:
        return None
    return (Decimal(100 * part) / Decimal(total)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
