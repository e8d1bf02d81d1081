from odoo import models

from odoo.addons.regie_base.tools.period import in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the tool library: tools lent, borrowers, use rate."""

    _inherit = "regie.indicator"

    def _compute_loan_count(self, scope):
        """Tools handed over in the period."""
        domain = self._get_loan_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        count = self.env["regie.loan.line"].search_count(domain)
        return IndicatorResult(float(count), model="regie.loan.line", domain=domain, source_count=count)

    def _compute_loan_borrowers(self, scope):
        """Different people and organisations to whom a tool was handed over in the period."""
        domain = self._get_loan_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        people, count = self.env["regie.loan.line"]._read_group(domain, [], ["partner_id:count_distinct", "__count"])[0]
        return IndicatorResult(float(people), model="regie.loan.line", domain=domain, source_count=count)

    def _compute_loan_use_rate(self, scope):
        """Days out of the tools, divided by the days on which they could be lent, as a percentage."""
        domain = self._get_loan_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        items = self.env["regie.loan.item"].search([("company_id", "=", scope.company.id), ("status", "!=", "retired")])
        days = items._get_use_days(scope.date_from, scope.date_to)
        out, available = (sum(pair[rank] for pair in days.values()) for rank in (0, 1))
        source = {"model": "regie.loan.item", "domain": [("id", "in", items.ids)], "source_count": len(items)}
        return IndicatorResult.ratio(out, available, 100, **source)

    def _get_loan_domain(self, scope):
        """The departures of the scope; ``None`` for a partner, a territory or an activity: tools have none."""
        if scope.activity is not None or scope.territory is not None or scope.partner is not None:
            return None
        tz = scope.company.resource_calendar_id.tz or "Europe/Paris"
        return [("company_id", "=", scope.company.id), *in_period("date_left", scope.date_from, scope.date_to, tz)]
