from odoo import models

from odoo.addons.regie_base.tools.period import in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of errands and social transport."""

    _inherit = "regie.indicator"

    def _compute_errands_delivered(self, scope):
        """Errands delivered in the period."""
        return self._count_errands("regie.errand", scope, "id:count")

    def _compute_errand_people(self, scope):
        """Different people for whom an errand was delivered in the period."""
        return self._count_errands("regie.errand", scope, "partner_id:count_distinct")

    def _compute_errand_green_share(self, scope):
        """Percentage of the errands delivered on foot, by bicycle or by bus."""
        domain = self._get_errand_domain("regie.errand", scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        # sudo: a count says nothing of anybody
        rows = self.env["regie.errand"].sudo()._read_group(domain, ["transport_mode"], ["__count"])
        whole = sum(row[1] for row in rows)
        green = sum(row[1] for row in rows if row[0] != "car")
        return IndicatorResult.ratio(green, whole, 100, model="regie.errand", domain=domain, source_count=whole)

    def _compute_tus_trips(self, scope):
        """Trips of social transport made in the period."""
        return self._count_errands("regie.tus.trip", scope, "id:count")

    def _compute_tus_people(self, scope):
        """Different people driven in the period."""
        return self._count_errands("regie.tus.trip", scope, "partner_id:count_distinct")

    def _count_errands(self, model, scope, aggregate):
        domain = self._get_errand_domain(model, scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        # sudo: a count says nothing of anybody
        value, count = self.env[model].sudo()._read_group(domain, [], [aggregate, "__count"])[0]
        return IndicatorResult(value if count else None, model=model, domain=domain, source_count=count)

    def _get_errand_domain(self, model, scope):
        """What was done in the period; ``None`` for an activity or a landlord, that have neither."""
        if scope.activity is not None or scope.partner is not None:
            return None
        tz = self.env.user.tz or "Europe/Paris"
        if model == "regie.errand":
            dated = in_period("date_delivered", scope.date_from, scope.date_to, tz)
        else:
            dated = [*in_period("date", scope.date_from, scope.date_to), ("state", "=", "done")]
        domain = [("company_id", "=", scope.company.id), *dated]
        if scope.territory is not None:
            domain.append(("partner_id.territory_id", "in", scope.territory.ids))
        return domain
