from odoo import models

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the meals at home: totals only, and none that stands for a handful of people."""

    _inherit = "regie.indicator"

    def _compute_portage_repas(self, scope):
        """Meals given at the door in the period."""
        if scope.activity or scope.partner or scope.territory:
            return IndicatorResult.unavailable(NO_SCOPE)
        meals, _people, count = self._get_meals_brought(scope)
        return IndicatorResult(meals, source_count=count, model="regie.meal.order", domain=self._get_meal_domain(scope))

    def _compute_portage_personnes(self, scope):
        """People to whom a meal was given in the period; below the threshold nothing is told."""
        if scope.activity or scope.partner or scope.territory:
            return IndicatorResult.unavailable(NO_SCOPE)
        _meals, people, count = self._get_meals_brought(scope)
        parameters = self.env["regie.parameter"].with_company(scope.company)
        threshold = int(parameters.get("portage_petite_cellule", scope.date_to))
        if 0 < people < threshold:
            detail = self.env._("fewer than %(threshold)s, not told", threshold=threshold)
            return IndicatorResult.unavailable(NO_DATA, detail)
        return IndicatorResult(people, source_count=count, model="regie.meal.order")

    def _compute_portage_absences(self, scope):
        """Share of the doors that stayed shut without notice, of all the doors with an answer, in %."""
        if scope.activity or scope.partner or scope.territory:
            return IndicatorResult.unavailable(NO_SCOPE)
        stops = self.env["regie.meal.delivery"]
        stops.check_access("read")
        domain = [
            ("company_id", "=", scope.company.id),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
            ("result", "!=", False),
        ]
        # sudo: a total over all the doors, for who reads at least their own
        counts = dict(stops.sudo()._read_group(domain, ["result"], ["__count"]))
        total = sum(counts.values())
        return IndicatorResult.ratio(counts.get("absent", 0), total, 100, source_count=total, model=stops._name)

    def _get_meal_domain(self, scope):
        return [
            ("company_id", "=", scope.company.id),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
            ("state", "=", "delivered"),
        ]

    def _get_meals_brought(self, scope):
        """``(meals, people, records)`` of the period."""
        orders = self.env["regie.meal.order"]
        orders.check_access("read")
        # sudo: a total over all the meals, for who reads at least their own
        [(meals, people, count)] = orders.sudo()._read_group(
            self._get_meal_domain(scope), [], ["quantity:sum", "subscription_id:count_distinct", "__count"]
        )
        return meals or 0, people, count
