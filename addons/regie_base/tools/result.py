"""What an indicator answers: a figure with what it is made of, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

#: Why a figure is missing. A missing figure is never shown as 0.
NO_ACCESS = "no_access"
NO_DATA = "no_data"
NO_DENOMINATOR = "no_denominator"
NO_METHOD = "no_method"
NO_SCOPE = "no_scope"
ERROR = "error"
REASONS = (NO_ACCESS, NO_DATA, NO_DENOMINATOR, NO_METHOD, NO_SCOPE, ERROR)


def plain(value: Any) -> Any:
    """A domain, or a value of one, with lists, numbers and text only: what JSON can hold and the browser reads.

    >>> plain([("date", ">=", date(2026, 10, 1)), ("moment", "<", datetime(2026, 10, 31, 23, 0)), ("id", "in", {7})])
    [['date', '>=', '2026-10-01'], ['moment', '<', '2026-10-31 23:00:00'], ['id', 'in', [7]]]
    """
    if isinstance(value, date):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str | bytes | dict):
        return [plain(item) for item in value]
    return value


@dataclass(frozen=True)
class IndicatorResult:
    """A figure, its numerator and denominator if it is a ratio, and where its records are.

    ``value`` is ``None`` when the figure cannot be computed; ``reason`` then says why (``no_data`` unless told) and
    ``detail`` may hold a sentence for the reader. ``model`` and ``domain`` lead to the ``source_count`` records behind;
    ``denominator_model`` is told when the denominator comes from other records. Who may read the history of a figure
    follows from these models: a figure that names none is kept for the indicators published as aggregates.

    >>> IndicatorResult(12.5, source_count=3).is_available
    True
    >>> IndicatorResult(None).reason
    'no_data'
    """

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    model: str | None = None
    domain: list[Any] | None = None
    source_count: int = 0
    reason: str | None = None
    detail: str | None = None
    denominator_model: str | None = None

    def __post_init__(self):
        if self.value is None and self.reason is None:
            object.__setattr__(self, "reason", NO_DATA)
        if self.value is not None and self.reason is not None:
            raise ValueError("A figure that is available has no reason to be missing.")

    @property
    def is_available(self) -> bool:
        """Whether there is a figure; a figure of 0 is one.

        >>> IndicatorResult(0).is_available, IndicatorResult(None).is_available
        (True, False)
        """
        return self.value is not None

    @classmethod
    def unavailable(cls, reason: str, detail: str | None = None) -> IndicatorResult:
        """No figure, for one of ``REASONS``.

        >>> IndicatorResult.unavailable("no_access").value is None
        True
        """
        return cls(None, reason=reason, detail=detail)

    @classmethod
    def ratio(cls, numerator, denominator, factor: float = 1, **source) -> IndicatorResult:
        """``numerator`` / ``denominator`` × ``factor`` (100 for a percentage); no figure when the denominator is nil.

        >>> IndicatorResult.ratio(3, 4, 100).value
        75.0
        >>> IndicatorResult.ratio(3, 0, 100).reason
        'no_denominator'
        """
        numerator, denominator = float(numerator or 0), float(denominator or 0)
        value = numerator / denominator * factor if denominator else None
        reason = None if denominator else NO_DENOMINATOR
        return cls(value, numerator=numerator, denominator=denominator, reason=reason, **source)

    def rounded(self, decimals: int) -> Decimal | None:
        """The figure as it is printed: ``decimals`` places, half up.

        >>> IndicatorResult(2.675).rounded(2)
        Decimal('2.68')
        >>> IndicatorResult(-0.001).rounded(2)
        Decimal('0.00')
        >>> IndicatorResult(None).rounded(2) is None
        True
        """
        if self.value is None:
            return None
        figure = Decimal(repr(float(self.value))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        return abs(figure) if figure.is_zero() else figure

    def as_dict(self) -> dict[str, Any]:
        """Plain values, fit for JSON.

        >>> IndicatorResult(1.0, domain=[("active", "=", True)]).as_dict()["domain"]
        [['active', '=', True]]
        """
        return {
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "model": self.model,
            "domain": None if self.domain is None else plain(self.domain),
            "source_count": self.source_count,
            "reason": self.reason,
            "detail": self.detail,
            "denominator_model": self.denominator_model,
        }
