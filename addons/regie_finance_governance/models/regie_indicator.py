from odoo import models

from odoo.addons.regie_base.tools.result import IndicatorResult


class RegieIndicator(models.Model):
    """What the volunteers carry beside what the employees are paid for (GOV-33)."""

    _inherit = "regie.indicator"

    def _compute_volunteer_paid_hours_ratio(self, scope):
        """Validated hours of the volunteers as a percentage of the paid hours of the same period."""
        paid = self._get_paid_hours(scope)
        if not paid.is_available:
            return paid
        given = self._compute_volunteer_hours(scope)
        if not given.is_available:
            return given
        return IndicatorResult.ratio(
            given.value,
            paid.value,
            100,
            model=given.model,
            domain=given.domain,
            source_count=given.source_count,
            denominator_model=paid.model,
        )
