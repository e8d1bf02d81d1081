from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the members of the association."""

    _inherit = "regie.indicator"

    def _compute_association_members(self, scope):
        """Number of members up to date on the last day of the period."""
        return self._count_members(scope, Domain.TRUE)

    def _compute_association_members_inhabitants(self, scope):
        """Number of members up to date in the colleges of inhabitants, on the last day of the period."""
        return self._count_members(scope, Domain("college_id.is_resident", "=", True))

    def _count_members(self, scope, domain):
        """Return the members up to date of a domain; a territory keeps those who declared that they live there."""
        if scope.partner or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        memberships = self.env["regie.membership"]
        domain &= memberships._get_up_to_date_domain(scope.company, scope.date_to)
        if scope.territory:
            domain &= Domain("partner_id.territory_id", "=", scope.territory.id)
        count = memberships.search_count(domain)
        return IndicatorResult(count, model="regie.membership", domain=list(domain), source_count=count)
