from odoo import models

from odoo.addons.regie_base.tools.result import NO_DATA, NO_METHOD, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the activities: market and non-market results, balance of each, share of the turnover."""

    _inherit = "regie.indicator"

    def _compute_market_result(self, scope):
        """Result of the market activities over the period, their share of the overheads included, in euros."""
        return self._get_kind_result(scope, "market")

    def _compute_non_market_result(self, scope):
        """Result of the non-market activities over the period, their share of the overheads included, in euros."""
        return self._get_kind_result(scope, "non_market")

    def _compute_market_surplus_transfer(self, scope):
        """What the surplus of the market activities covers of the deficit of the others, in euros."""
        results = self._get_results_by_kind(scope)
        if isinstance(results, IndicatorResult):
            return results
        value = max(0.0, min(results.get("market", 0.0), -results.get("non_market", 0.0)))
        return IndicatorResult(value, **self._get_activity_source(scope, [("is_support", "=", False)]))

    def _compute_activities_in_balance_share(self, scope):
        """Percentage of the activities with entries, supports left out, whose direct margin is not negative."""
        exercise = self._get_exercise_of(scope)
        if isinstance(exercise, IndicatorResult):
            return exercise
        dates = (scope.date_from, scope.date_to)
        balances = self.env["regie.activity.table"]._get_balances(exercise, dates)
        activities = self.env["regie.activity"].browse(key for key, amounts in balances.items() if amounts)
        activities = activities.filtered(lambda one: not one.is_support)
        margins = [
            sum(amount for nature, amount in balances[one.id].items() if nature != "other") for one in activities
        ]
        held = sum(scope.company.currency_id.compare_amounts(margin, 0) >= 0 for margin in margins)
        domain = [("id", "in", activities.ids)]
        return IndicatorResult.ratio(
            held, len(margins), 100, model="regie.activity", domain=domain, source_count=len(margins)
        )

    def _compute_turnover_share(self, scope):
        """Turnover (70) as a percentage of turnover, public contributions (73) and grants (74)."""
        if scope.partner or scope.territory:
            return IndicatorResult.unavailable(NO_SCOPE)
        shares = self._get_resources(scope)
        turnover, resources = shares.get("70", 0.0), sum(shares.values())
        codes = ["|", "|", *[("account_id.code", "=like", f"{code}%") for code in ("70", "73", "74")]]
        source = self._get_activity_source(scope, codes)
        return IndicatorResult.ratio(turnover, resources, 100, **source)

    def _get_paid_hours(self, scope):
        """Hours that employees worked in the period; the addon that keeps the hours of the worksites answers."""
        return IndicatorResult.unavailable(NO_METHOD)

    def _get_resources(self, scope):
        """``{"70": euros, "73": euros, "74": euros}`` over the period, of one activity when it is asked for."""
        groups = self.env["regie.activity.result"]._read_group(
            self._get_items_domain(scope), ["account_id"], ["amount:sum"]
        )
        shares = dict.fromkeys(("70", "73", "74"), 0.0)
        for account, amount in groups:
            code = (account.with_company(scope.company).code or "")[:2]
            if code in shares:
                shares[code] += amount
        return shares

    def _get_kind_result(self, scope, kind):
        """Result of the activities of a kind, or why there is none."""
        results = self._get_results_by_kind(scope)
        if isinstance(results, IndicatorResult):
            return results
        if kind not in results:
            return IndicatorResult.unavailable(NO_DATA)
        domain = [("market_kind", "=", kind), ("is_support", "=", False)]
        return IndicatorResult(results[kind], **self._get_activity_source(scope, domain))

    def _get_results_by_kind(self, scope):
        """``{kind: euros}`` of the activities that are not supports, or the reason why there is none."""
        exercise = self._get_exercise_of(scope)
        if isinstance(exercise, IndicatorResult):
            return exercise
        table = self.env["regie.activity.table"]
        results = {}
        for activity, amount in table._get_results(exercise, (scope.date_from, scope.date_to)).items():
            if not activity.is_support:
                results[activity.market_kind] = results.get(activity.market_kind, 0.0) + amount
        return {kind: scope.company.currency_id.round(amount) for kind, amount in results.items()}

    def _get_exercise_of(self, scope):
        """The exercise whose keys share the overheads of the period, or the reason why there is none."""
        if scope.partner or scope.territory or scope.activity:
            return IndicatorResult.unavailable(NO_SCOPE)
        return self.env["regie.exercise"].get_for(scope.date_to, scope.company)

    def _get_items_domain(self, scope):
        """Items of the result of the period, without the memo."""
        domain = [
            ("company_id", "=", scope.company.id),
            ("date", ">=", scope.date_from),
            ("date", "<=", scope.date_to),
            ("is_memo", "=", False),
        ]
        return [*domain, ("activity_id", "=", scope.activity.id)] if scope.activity else domain

    def _get_activity_source(self, scope, domain):
        """Where the items of a figure are, and how many."""
        domain = [*self._get_items_domain(scope), *domain]
        count = self.env["regie.activity.result"].search_count(domain)
        return {"model": "regie.activity.result", "domain": domain, "source_count": count}
