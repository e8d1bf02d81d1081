"""Estimate of the wage tax (taxe sur les salaires), without the ORM."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WageTaxScale:
    """Rates and thresholds of a year, in euros and percent (CGI art. 231 and 1679 A)."""

    brackets: tuple[tuple[float, float], ...]  # (upper bound of the yearly pay, rate), the last bound is infinite
    franchise: float  # not due up to this
    discount: float  # reduced by three quarters of what is missing to this
    allowance: float  # taken off by associations

    def of_employee(self, pay: float) -> float:
        """Tax on the yearly gross pay of one employee.

        >>> scale = WageTaxScale(((9147, 4.25), (18259, 8.5), (float("inf"), 13.6)), 1200, 2040, 24041)
        >>> round(scale.of_employee(20000), 2)
        1400.04
        >>> scale.of_employee(0)
        0.0
        """
        tax, low = 0.0, 0.0
        for high, rate in self.brackets:
            tax += max(0.0, min(pay, high) - low) * rate / 100
            low = high
        return tax

    def of_association(self, payroll: float, employees: float, taxed_share: float) -> float:
        """Tax of an association whose employees would all earn the same, once discount and allowance are taken off.

        ``taxed_share`` is the part of the receipts that bears VAT, from 0 to 1: it takes its share off the base.

        >>> scale = WageTaxScale(((9147, 4.25), (18259, 8.5), (float("inf"), 13.6)), 1200, 2040, 24041)
        >>> round(scale.of_association(400000, 20, 0), 2)
        3959.87
        >>> scale.of_association(400000, 20, 0.5), scale.of_association(400000, 0, 0)
        (0.0, 0.0)
        """
        if employees <= 0 or payroll <= 0:
            return 0.0
        tax = self.of_employee(payroll / employees) * employees * (1 - taxed_share)
        if tax <= self.franchise:
            return 0.0
        if tax <= self.discount:
            tax -= (self.discount - tax) * 0.75
        return max(0.0, tax - self.allowance)
