"""The file by which a régie gives its indicators or its templates to another: JSON, codes and no database numbers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

FORMAT = "regie.config"
#: Version written in new files; older ones stay readable.
VERSION = 1


class ExchangeError(ValueError):
    """The file is not one of ours; ``reason`` is ``json``, ``format``, ``version`` or ``sets``."""

    def __init__(self, reason: str):
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class ExchangeLine:
    """What the import did, or would do, with one record of the file."""

    model: str
    key: str
    name: str
    status: str
    message: str = ""
    changes: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether the record stays out.

        >>> ExchangeLine("regie.indicator", "meals", "Meals", "refused").is_refused
        True
        """
        return self.status == "refused"


def write_payload(sets: list[tuple[str, list[dict[str, Any]]]]) -> dict[str, Any]:
    """The content of a file that holds these records, model by model, each after those that it refers to.

    >>> write_payload([("regie.indicator", [{"code": "meals"}])])["sets"]
    [{'model': 'regie.indicator', 'records': [{'code': 'meals'}]}]
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "sets": [{"model": model, "records": records} for model, records in sets],
    }


def read_payload(payload: Any) -> list[tuple[str, list[dict[str, Any]]]]:
    """The records of a file, model by model; ``ExchangeError`` when it is not one of ours.

    >>> read_payload(write_payload([("regie.indicator", [{"code": "meals"}])]))
    [('regie.indicator', [{'code': 'meals'}])]
    >>> good = {"format": FORMAT, "version": VERSION}
    >>> for wrong in ([], {**good, "format": "other"}, {**good, "version": VERSION + 1}, {**good, "sets": 3}):
    ...     try:
    ...         _ = read_payload(wrong)
    ...     except ExchangeError as error:
    ...         print(error.reason)
    format
    format
    version
    sets
    """
    if not isinstance(payload, dict) or payload.get("format") != FORMAT:
        raise ExchangeError("format")
    version = payload.get("version")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise ExchangeError("version")
    sets = payload.get("sets")
    if not isinstance(sets, list):
        raise ExchangeError("sets")
    for group in sets:
        records = group.get("records") if isinstance(group, dict) else None
        if not isinstance(records, list) or not isinstance(group.get("model"), str):
            raise ExchangeError("sets")
        if not all(isinstance(record, dict) for record in records):
            raise ExchangeError("sets")
    return [(group["model"], group["records"]) for group in sets]


def read_json(content: bytes) -> Any:
    """The JSON of a file, with or without a byte order mark; ``ExchangeError`` when it is not JSON.

    >>> read_json(b'{"a": 1}')
    {'a': 1}
    """
    try:
        return json.loads(content.decode("utf-8-sig"))
    except ValueError:
        raise ExchangeError("json") from None


def write_json(payload: Any) -> bytes:
    """The file of a payload: readable by a person, and the same bytes for the same content.

    >>> write_json({"name": "Régie"}).decode()
    '{\\n  "name": "Régie"\\n}\\n'
    """
    return (json.dumps(payload, ensure_ascii=False, indent=2) + "\n").encode()
