"""Number of a financial annex (AF): kind, department, year, rank, then the suffix of the amendment."""

import re

_SUFFIX_LENGTH = 4
_SUFFIX = re.compile(r"^A\dM\d$")
_PREFIX = re.compile(r"^(?P<kind>ACI|AI|EITI|EI|ETTI)\d{2}[A-Z\d]\d{6}$")


def is_too_short(number):
    """Whether nothing would be left before the suffix."""
    return len(number or "") <= _SUFFIX_LENGTH


def has_valid_suffix(number):
    """Whether the number ends with an amendment and a modification, as ``A0M1``."""
    return bool(_SUFFIX.match(number[-_SUFFIX_LENGTH:]))


def prefix_kind(number):
    """Kind of structure that the number names, or None when its prefix is wrong.

    >>> prefix_kind("ACI051170013A0M1")
    'ACI'
    """
    match = _PREFIX.match(number[:-_SUFFIX_LENGTH])
    return match["kind"] if match else None


def next_amendment(number):
    """Number of the next *avenant* of the annex: its modifications start again.

    >>> next_amendment("ACI051170013A0M1")
    'ACI051170013A1M0'
    """
    return f"{number[:-_SUFFIX_LENGTH]}A{_following(number[-3])}M0"


def next_modification(number):
    """Number of the next modification of the annex.

    >>> next_modification("ACI051170013A0M1")
    'ACI051170013A0M2'
    """
    return f"{number[:-1]}{_following(number[-1])}"


def of_year(number, year):
    """Number of the annex that follows in another year, with the same rank: neither amended nor modified yet.

    >>> of_year("ACI051170013A0M1", 2027)
    'ACI051270013A0M0'
    """
    prefix = number[:-_SUFFIX_LENGTH]
    return f"{prefix[:-6]}{year % 100:02}{prefix[-4:]}A0M0"


def parse_months(text):
    """The months of regularisation written ``5,8,11``, or None when they are not rising numbers from 1 to 12.

    >>> parse_months("5, 8,11"), parse_months(""), parse_months("8,5"), parse_months("13")
    ([5, 8, 11], [], None, None)
    """
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    if not all(part.isdecimal() for part in parts):
        return None
    months = [int(part) for part in parts]
    if months != sorted(set(months)) or any(not 1 <= month <= 12 for month in months):
        return None
    return months


def _following(digit):
    return min(int(digit) + 1, 9)
