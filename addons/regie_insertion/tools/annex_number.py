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
