"""What an indicator is asked about: whose figure, for which dates, and for which partner, territory or activity."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

#: Optional narrowings of a scope, with the model of each.
NARROWINGS = {"partner": "res.partner", "territory": "regie.territory", "activity": "regie.activity"}


def month_bounds(day: date) -> tuple[date, date]:
    """First and last day of the month of ``day``.

    >>> month_bounds(date(2024, 2, 10))
    (datetime.date(2024, 2, 1), datetime.date(2024, 2, 29))
    """
    return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])


def year_bounds(day: date) -> tuple[date, date]:
    """First and last day of the calendar year of ``day``.

    >>> year_bounds(date(2026, 11, 22))
    (datetime.date(2026, 1, 1), datetime.date(2026, 12, 31))
    """
    return date(day.year, 1, 1), date(day.year, 12, 31)


@dataclass(frozen=True)
class Scope:
    """Company and dates (both included), narrowed or not to a partner, a territory or an activity.

    An empty recordset as a narrowing means "not narrowed", so that two equal questions are equal scopes:

    >>> Scope("régie", date(2026, 10, 1), date(2026, 10, 31), partner=()).partner is None
    True
    >>> Scope("régie", date(2026, 10, 31), date(2026, 10, 1))
    Traceback (most recent call last):
    ...
    ValueError: The scope ends (2026-10-01) before it starts (2026-10-31).
    """

    company: Any
    date_from: date
    date_to: date
    partner: Any = None
    territory: Any = None
    activity: Any = None

    def __post_init__(self):
        if self.date_to < self.date_from:
            raise ValueError(f"The scope ends ({self.date_to}) before it starts ({self.date_from}).")
        for name in NARROWINGS:
            object.__setattr__(self, name, getattr(self, name) or None)

    @property
    def narrowings(self) -> dict[str, Any]:
        """The narrowings in use, by name.

        >>> Scope("régie", date(2026, 1, 1), date(2026, 1, 31), activity="laverie").narrowings
        {'activity': 'laverie'}
        """
        return {name: getattr(self, name) for name in NARROWINGS if getattr(self, name) is not None}

    def as_dict(self) -> dict[str, Any]:
        """Identifiers and ISO dates, fit for JSON and for ``from_dict``; ``None`` for what is not narrowed."""
        values = {
            "company_id": self.company.id,
            "date_from": self.date_from.isoformat(),
            "date_to": self.date_to.isoformat(),
        }
        for name in NARROWINGS:
            record = getattr(self, name)
            values[f"{name}_id"] = record.id if record is not None else None
        return values

    @classmethod
    def from_dict(cls, env, values: dict[str, Any]) -> Scope:
        """The scope that ``as_dict`` described, with records of ``env``."""
        return cls(
            env["res.company"].browse(values["company_id"]),
            date.fromisoformat(values["date_from"]),
            date.fromisoformat(values["date_to"]),
            **{
                name: env[model].browse(values[f"{name}_id"])
                for name, model in NARROWINGS.items()
                if values.get(f"{name}_id")
            },
        )

    @classmethod
    def for_month(cls, company, day: date, **narrowings) -> Scope:
        """The calendar month of ``day``.

        >>> Scope.for_month("régie", date(2026, 2, 5)).date_to
        datetime.date(2026, 2, 28)
        """
        return cls(company, *month_bounds(day), **narrowings)

    @classmethod
    def for_year(cls, company, day: date, **narrowings) -> Scope:
        """The calendar year of ``day``.

        >>> Scope.for_year("régie", date(2026, 2, 5)).date_to
        datetime.date(2026, 12, 31)
        """
        return cls(company, *year_bounds(day), **narrowings)
