from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """What was given free of charge, as it stands in the accounts."""

    _inherit = "regie.indicator"

    def _compute_volunteer_value(self, scope):
        """Value of the volunteers' time in the posted entries of the period (account 875), in euros."""
        return self._get_inkind_result(scope, ("875",))

    def _compute_inkind_value(self, scope):
        """Value of all contributions in kind in the posted entries of the period (class 87), in euros."""
        return self._get_inkind_result(scope, ("87",))

    def _get_inkind_result(self, scope, prefixes):
        if scope.partner is not None or scope.territory is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                ("parent_state", "=", "posted"),
                ("date", ">=", scope.date_from),
                ("date", "<=", scope.date_to),
            ]
        )
        domain &= Domain.OR(Domain("account_id.code", "=like", f"{prefix}%") for prefix in prefixes)
        if scope.activity is not None:
            domain &= Domain("analytic_distribution", "in", scope.activity.analytic_account_id.ids)
        [(balance, count)] = self.env["account.move.line"]._read_group(domain, [], ["balance:sum", "__count"])
        return IndicatorResult(-(balance or 0), model="account.move.line", domain=list(domain), source_count=count)
