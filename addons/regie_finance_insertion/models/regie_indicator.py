from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import IndicatorResult


class RegieIndicator(models.Model):
    """The hours worked for the market activities and for the others, and the paid hours of the régie.

    Totals only, worked out as ``activity_hours``: see the figures of the hours of regie_insertion.
    """

    _inherit = "regie.indicator"

    def _compute_market_hours(self, scope):
        """Hours worked in the period for the market activities, supports left out."""
        return self._get_kind_hours(scope, "market")

    def _compute_non_market_hours(self, scope):
        """Hours worked in the period for the non-market activities, supports left out."""
        return self._get_kind_hours(scope, "non_market")

    def _get_kind_hours(self, scope, kind):
        """Hours of the worksites of the activities of a kind, archived ones included: they were worked."""
        # sudo: which activities are sold is no secret; the figure is a total
        activities = self.env["regie.activity"].sudo().with_context(active_test=False)
        activities = activities.search(
            [("company_id", "=", scope.company.id), ("market_kind", "=", kind), ("is_support", "=", False)]
        )
        kept = SQL("hour.activity_account_id = ANY(%s)", activities.analytic_account_id.ids)
        figures = self._read_hours_figures(scope, kept)
        domain = [*self._get_hours_domain(scope), ("activity_id", "in", activities.ids)]
        return IndicatorResult(
            float(figures["hours"]), model="regie.hours.report", domain=domain, source_count=figures["lines"]
        )

    def _get_paid_hours(self, scope):
        """All hours typed on the worksites by the employees, in insertion or not."""
        figures = self._read_hours_figures(scope, SQL("TRUE"))
        return IndicatorResult(
            float(figures["hours"]),
            model="regie.hours.report",
            domain=self._get_hours_domain(scope),
            source_count=figures["lines"],
        )
