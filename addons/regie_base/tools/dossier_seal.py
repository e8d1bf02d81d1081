"""The seal of a dossier: SHA-256 over a canonical JSON. `dossier_verify.py` repeats it without Odoo."""

import hashlib
import json
from decimal import Decimal

FORMAT = "regie-dossier-1"
ALGORITHM = "sha256"
PLACES = Decimal("0.000001")


def canonical(data):
    """Answer the only accepted bytes of ``data``: sorted keys, no space, UTF-8, no float.

    >>> canonical({"b": 1, "a": "é"}).decode()
    '{"a":"é","b":1}'
    >>> canonical({"a": 1.5})
    Traceback (most recent call last):
    TypeError: A sealed text holds decimals as strings, not floats: 1.5
    """
    _refuse_floats(data)
    return json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def seal(content):
    """Answer the SHA-256 of bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def decimal_text(value):
    """Answer a number as text, with no trailing zero and at most six places; None stays None.

    >>> decimal_text(12.50), decimal_text(0), decimal_text(-3), decimal_text(None)
    ('12.5', '0', '-3', None)
    """
    if value is None:
        return None
    text = format(Decimal(str(value)).quantize(PLACES), "f").rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _refuse_floats(data):
    if isinstance(data, float):
        raise TypeError(f"A sealed text holds decimals as strings, not floats: {data}")
    if isinstance(data, dict):
        for value in data.values():
            _refuse_floats(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            _refuse_floats(value)
