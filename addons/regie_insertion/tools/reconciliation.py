"""Why the hours of a person differ between the timesheets, the payslip and the ASP: the cause proposed to a reader."""

from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
CAUSES = (
    "rounding",
    "late_hours",
    "contract",
    "exit",
    "pass",
    "other_aid",
    "absence",
    "payslip",
    "typing",
    "unknown",
)


@dataclass(frozen=True)
class Facts:
    """What is known of one person and month. A gap is what the other side says less what we say; zero: no gap."""

    gap_pay: Decimal = ZERO
    gap_asp: Decimal = ZERO
    tolerance: Decimal = ZERO
    has_contract: bool = True
    has_pass: bool = True
    has_exit: bool = False
    has_absence: bool = False
    is_eligible: bool = True
    changed_since: bool = False
    is_sent: bool = True


def propose_cause(facts: Facts) -> str | None:
    """Code of the likeliest cause, the one to mend first; None without gap.

    >>> propose_cause(Facts())
    >>> propose_cause(Facts(gap_asp=Decimal("0.5"), tolerance=Decimal(1)))
    'rounding'
    >>> propose_cause(Facts(gap_pay=Decimal(14)))
    'absence'
    >>> propose_cause(Facts(gap_asp=Decimal(-105), has_exit=True))
    'exit'
    >>> propose_cause(Facts(gap_asp=Decimal(20), has_pass=False))
    'pass'
    >>> propose_cause(Facts(gap_asp=Decimal(9)))
    'typing'
    >>> propose_cause(Facts(gap_pay=Decimal(-3)))
    'payslip'
    """
    if not facts.gap_pay and not facts.gap_asp:
        return None
    if max(abs(facts.gap_pay), abs(facts.gap_asp)) <= facts.tolerance:
        return "rounding"
    signs = (
        ("late_hours", facts.changed_since),
        ("contract", not facts.has_contract),
        ("exit", facts.gap_asp and facts.has_exit),
        ("pass", facts.gap_asp and not facts.has_pass),
        ("other_aid", facts.gap_asp < 0 and not facts.is_eligible),
        ("absence", facts.gap_pay > 0 or (facts.gap_pay < 0 and facts.has_absence)),
        ("payslip", facts.gap_pay < 0),
        ("typing", facts.gap_asp and facts.is_sent),
    )
    return next((code for code, is_seen in signs if is_seen), "unknown")
