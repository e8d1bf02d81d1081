from odoo import models

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the mediation: totals only, and none that stands for a handful of people."""

    _inherit = "regie.indicator"

    def _compute_mediation_contacts(self, scope):
        """People met on the rounds walked in the period; for an owner, on the rounds that stopped at their sites."""
        return self._get_mediation_sum(scope, "regie.mediation.round", "contact_count:sum")

    def _compute_mediation_incidents(self, scope):
        """Incidents seen in the period."""
        return self._get_mediation_sum(scope, "regie.mediation.incident")

    def _compute_permanence_visits(self, scope):
        """Visits received in the period."""
        return self._get_mediation_sum(scope, "regie.permanence.entry")

    def _compute_energy_visits(self, scope):
        """Visits at home in the period."""
        return self._get_mediation_sum(scope, "regie.energy.visit")

    def _compute_energy_workshops(self, scope):
        """Workshops on energy held in the period; a number of workshops tells nothing of those who came."""
        return self._get_mediation_sum(
            scope, "regie.mediation.workshop", more=[("is_energy", "=", True)], is_people=False
        )

    def _compute_energy_savings(self, scope):
        """Savings declared by the households whose second bill ended in the period; nothing below the threshold."""
        if scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        cases = self.env["regie.energy.case"]
        cases.check_access("read")
        domain = [
            ("company_id", "=", scope.company.id),
            ("has_savings", "=", True),
            ("date_bill_after", ">=", scope.date_from),
            ("date_bill_after", "<=", scope.date_to),
        ]
        if scope.partner:
            domain.append(("owner_id", "child_of", scope.partner.ids))
        if scope.territory:
            domain.append(("territory_id", "=", scope.territory.id))
        # sudo: a total over all the cases, for who reads at least their own
        [(households, savings)] = cases.sudo()._read_group(domain, [], ["__count", "savings:sum"])
        if not households:
            return IndicatorResult.unavailable(NO_DATA)
        return self._protect_people(
            scope, households, IndicatorResult(savings or 0, source_count=households, model=cases._name)
        )

    def _get_mediation_sum(self, scope, model, aggregate="__count", more=(), is_people=True):
        """The number of records of a model in the scope, or a sum of theirs; small numbers of people are not told."""
        if scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env[model].check_access("read")
        statistics = self.env["regie.mediation.statistics"]
        domain = [*statistics._get_domain(model, scope), *more]
        # sudo: a total over all the records, for who reads at least their own
        [(count, value)] = self.env[model].sudo()._read_group(domain, [], ["__count", aggregate])
        result = IndicatorResult(value or 0, model=model, domain=domain, source_count=count)
        return self._protect_people(scope, value or 0, result) if is_people else result

    def _protect_people(self, scope, people, result):
        """The result, or none with the reason when it stands for too few people."""
        parameters = self.env["regie.parameter"].with_company(scope.company)
        threshold = int(parameters.get("mediation_petite_cellule", scope.date_to))
        if 0 < people < threshold:
            detail = self.env._("fewer than %(threshold)s, not told", threshold=threshold)
            return IndicatorResult.unavailable(NO_DATA, detail)
        return result
