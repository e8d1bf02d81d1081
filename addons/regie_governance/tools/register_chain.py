"""The chain of the register: each line is sealed with the one before it, by the seal of the dossiers of the suite.

Nothing here knows the ORM: dictionaries in, seals out. Anyone can repeat it with Python alone: the SHA-256 of the
canonical JSON of the line (sorted keys, no space, UTF-8), followed by the seal of the line before.
"""

import hashlib
import json

from odoo.addons.regie_base.tools.dossier_seal import canonical

# The same bytes as `canonical`, which also refuses floats: a line that was written has none.
_encode = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def link(content, previous):
    """Answer the seal of a line: of its canonical JSON and of the seal of the line before, "" for the first.

    >>> link({"number": 1}, "") == hashlib.sha256(b'{"number":1}').hexdigest()
    True
    >>> link({"number": 2}, "") == link({"number": 2}, "ab")
    False
    """
    return hashlib.sha256(canonical(content) + (previous or "").encode()).hexdigest()


def find_break(lines):
    """Answer ``(number, reason)`` of the first broken line of a chain, None when it is whole.

    ``lines`` yields ``(content, previous seal, seal)`` in the order of the numbers, from 1. The reason is "number" (a
    line is missing), "previous" (it does not follow the line before) or "content" (its text is not what was sealed).

    >>> first = {"number": 1}
    >>> chain = [(first, "", link(first, ""))]
    >>> find_break(chain) is None
    True
    >>> find_break([({"number": 1, "summary": "altered"}, "", link(first, ""))])
    (1, 'content')
    >>> find_break([(first, "", "0")] * 2)
    (1, 'content')
    >>> find_break([({"number": 2}, "", "")])
    (1, 'number')
    """
    expected, head = 1, ""
    for content, previous, seal in lines:
        if content["number"] != expected:
            return (expected, "number")
        if (previous or "") != head:
            return (expected, "previous")
        if hashlib.sha256((_encode(content) + head).encode()).hexdigest() != seal:
            return (expected, "content")
        expected, head = expected + 1, seal
    return None
