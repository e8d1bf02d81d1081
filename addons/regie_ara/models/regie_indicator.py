from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.period import in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of self-renovation, for the régie, a landlord or a territory."""

    _inherit = "regie.indicator"

    def _compute_ara_cases_closed(self, scope):
        """Self-renovations that ended in the period, controlled."""
        return self._sum_ara(scope, "date_closed", "id:count")

    def _compute_ara_household_hours(self, scope):
        """Hours worked by the households in the sessions of the period."""
        domain = self._get_ara_domain(scope, "case_id.")
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain(in_period("date_start", scope.date_from, scope.date_to, "Europe/Paris"))
        domain &= Domain("date_done", "!=", False)
        return self._sum_ara_records("regie.ara.session", "worked_hours:sum", domain)

    def _compute_ara_company_saving(self, scope):
        """Prices of companies for the works of the cases that ended, less what they really cost."""
        domain = self._get_ara_ended(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        cases = self.env["regie.ara.case"].search(domain & Domain("company_price", ">", 0))
        value = sum(cases.mapped("saving")) if cases else None
        return IndicatorResult(value, model=cases._name, domain=[*domain], source_count=len(cases))

    def _compute_ara_aid_released(self, scope):
        """Aid of the landlords released in the period by the controls of quality."""
        domain = self._get_ara_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain(in_period("date_aid_released", scope.date_from, scope.date_to, "Europe/Paris"))
        return self._sum_ara_records("regie.ara.case", "aid_released:sum", domain)

    def _compute_ara_learnt_share(self, scope):
        """Percentage of the works done by households that they can do alone now, in the cases that ended."""
        domain = self._get_ara_domain(scope, "case_id.")
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain(in_period("case_id.date_closed", scope.date_from, scope.date_to))
        domain &= Domain("done_by", "!=", "professional")
        tasks = self.env["regie.ara.task"]
        groups = dict(tasks._read_group(domain, ["is_learnt"], ["__count"]))
        total = sum(groups.values())
        return IndicatorResult.ratio(
            groups.get(True, 0), total, 100, model=tasks._name, domain=[*domain], source_count=total
        )

    def _get_ara_domain(self, scope, path=""):
        """The records of the scope; ``None`` for an activity, which has no case."""
        if scope.activity is not None:
            return None
        domain = Domain("company_id", "=", scope.company.id)
        if scope.partner is not None:
            domain &= Domain(f"{path}landlord_id", "child_of", scope.partner.ids)
        if scope.territory is not None:
            domain &= Domain(f"{path}territory_id", "in", scope.territory.ids)
        return domain

    def _get_ara_ended(self, scope):
        domain = self._get_ara_domain(scope)
        return domain if domain is None else domain & Domain(in_period("date_closed", scope.date_from, scope.date_to))

    def _sum_ara(self, scope, path, measure):
        domain = self._get_ara_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain(in_period(path, scope.date_from, scope.date_to))
        return self._sum_ara_records("regie.ara.case", measure, domain)

    def _sum_ara_records(self, model, measure, domain):
        """The sum of a measure over records; no figure without a record."""
        total, count = self.env[model]._read_group(domain, [], [measure, "__count"])[0]
        return IndicatorResult(float(total) if count else None, model=model, domain=[*domain], source_count=count)
