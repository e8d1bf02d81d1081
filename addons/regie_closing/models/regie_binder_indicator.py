from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """Figures of the closing binder, in euros, read from the posted entries of the régie."""

    _inherit = "regie.indicator"

    def _compute_closing_result(self, scope):
        """Income less expenses of the period (7 − 6)."""
        return self._get_closing_sum(scope, ("6", "7"), since_ever=False, sign=-1)

    def _compute_closing_own_funds(self, scope):
        """Own funds at the last day, result included (10 to 14, 6 and 7)."""
        return self._get_closing_sum(scope, ("10", "11", "12", "13", "14", "6", "7"), since_ever=True, sign=-1)

    def _compute_closing_dedicated_funds(self, scope):
        """Dedicated funds at the last day (194 to 196)."""
        return self._get_closing_sum(scope, ("194", "195", "196"), since_ever=True, sign=-1)

    def _compute_closing_cash(self, scope):
        """Bank and cash at the last day (51 and 53)."""
        return self._get_closing_sum(scope, ("51", "53"), since_ever=True, sign=1)

    def _get_closing_sum(self, scope, prefixes, since_ever, sign):
        """Return the balance of the accounts of some numbers, over the period or at its last day."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = Domain(
            [("company_id", "=", scope.company.id), ("parent_state", "=", "posted"), ("date", "<=", scope.date_to)]
        )
        if not since_ever:
            domain &= Domain("date", ">=", scope.date_from)
        domain &= Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)
        [(balance, count)] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum", "__count"])
        amount = scope.company.currency_id.round(sign * (balance or 0.0)) + 0.0
        return IndicatorResult(amount, model="account.move.line", domain=list(domain), source_count=count)
