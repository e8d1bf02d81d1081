from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_DATA, IndicatorResult


class RegieIndicator(models.Model):
    """The figure of the quality, for the régie, a landlord, a territory or an activity."""

    _inherit = "regie.indicator"

    def _compute_quality_score(self, scope):
        """Weighted score out of 100 of the inspections of the period, the contested ones left out."""
        domain = Domain(
            [("company_id", "=", scope.company.id), ("date", ">=", scope.date_from), ("date", "<=", scope.date_to)]
        )
        if scope.partner is not None:
            ids = scope.partner.ids
            domain &= Domain("owner_id", "child_of", ids) | Domain("buyer_id", "child_of", ids)
        if scope.territory is not None:
            domain &= Domain("territory_id", "in", scope.territory.ids)
        if scope.activity is not None:
            domain &= Domain("activity_id", "in", scope.activity.ids)
        report = self.env["regie.quality.report"]
        points, best, count = report._read_group(
            domain, [], ["points:sum", "best:sum", "inspection_id:count_distinct"]
        )[0]
        if not count:
            return IndicatorResult.unavailable(NO_DATA)
        return IndicatorResult.ratio(
            points, best, 100, model="regie.quality.report", domain=list(domain), source_count=count
        )
