"""Form and key of a French social security number (NIR)."""

import re

NIR_LENGTH = 15
_NIR = re.compile(r"^[1-478]\d{2}(?P<month>\d{2})(?:\d{2}|2[AB])\d{8}$")
# Corsica: the letters count as these digits in the key.
_CORSICA = {"2A": "19", "2B": "18"}


def normalise(value):
    """Number without the blanks that people type, in capitals."""
    return re.sub(r"\s", "", value or "").upper()


def key(nir):
    """Two-digit control key of the thirteen first characters.

    >>> key("2690549588157")
    80
    """
    department = nir[5:7]
    digits = nir[:5] + _CORSICA.get(department, department) + nir[7:13]
    return 97 - int(digits) % 97


def is_valid(nir):
    """Whether a normalised number has the form of a NIR and its key."""
    match = _NIR.match(nir)
    if not match:
        return False
    month = int(match["month"])
    # 01-12: known month; 20-42 and 50-99: month unknown in the civil registry.
    if not month or 12 < month < 20 or 42 < month < 50:
        return False
    return key(nir) == int(nir[13:])
