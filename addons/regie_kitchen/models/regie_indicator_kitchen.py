from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.period import in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the kitchen: meals, waste, purchases, hygiene."""

    _inherit = "regie.indicator"

    def _get_kitchen_domain(self, scope, place="place_id", tz=None):
        """The records of the scope; ``None`` for an activity, and for a territory or a landlord without a place."""
        if scope.activity is not None or (not place and (scope.partner is not None or scope.territory is not None)):
            return None
        domain = [("company_id", "=", scope.company.id), *in_period("date", scope.date_from, scope.date_to, tz)]
        if scope.partner is not None:
            domain.append((f"{place}.owner_id", "child_of", scope.partner.ids))
        if scope.territory is not None:
            domain.append((f"{place}.territory_id", "in", scope.territory.ids))
        return Domain(domain)

    def _compute_kitchen_meals(self, scope):
        """Covers of the services that were closed."""
        domain = self._get_kitchen_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain("state", "=", "closed")
        total, count = self.env["regie.meal.menu"]._read_group(domain, [], ["served_count:sum", "__count"])[0]
        value = float(total) if count else None
        return IndicatorResult(value, model="regie.meal.menu", domain=[*domain], source_count=count)

    def _compute_food_waste_meal(self, scope):
        """Grams of edible food wasted for a meal, over the services that were weighed."""
        domain = self._get_kitchen_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain("covers", ">", 0)
        weight, covers, count = self.env["regie.food.waste"]._read_group(
            domain, [], ["weight_edible:sum", "covers:sum", "__count"]
        )[0]
        return IndicatorResult.ratio(
            weight, covers, 1000, model="regie.food.waste", domain=[*domain], source_count=count
        )

    def _compute_food_local_share(self, scope):
        """Percentage of the food purchases before tax that come from nearby, refunds deducted on both sides."""
        return self._compute_food_share(scope, "amount_local")

    def _compute_food_organic_share(self, scope):
        """Percentage of the food purchases before tax that are organic, refunds deducted on both sides."""
        return self._compute_food_share(scope, "amount_organic")

    def _compute_food_share(self, scope, part):
        domain = self._get_kitchen_domain(scope, place=None)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        # the bills and the moves of stock are read by SQL
        self.env.flush_all()
        amount, whole, count = self.env["regie.food.purchase"]._read_group(
            domain, [], [f"{part}:sum", "amount:sum", "__count"]
        )[0]
        return IndicatorResult.ratio(
            amount, whole, 100, model="regie.food.purchase", domain=[*domain], source_count=count
        )

    def _compute_haccp_conform(self, scope):
        """Percentage of the temperatures read that were right at once; what was corrected counts once."""
        domain = self._get_kitchen_domain(scope, tz=self.env.user.tz or "Europe/Paris")
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain("is_corrected", "=", False)
        readings = self.env["regie.haccp.reading"]
        count = readings.search_count(domain)
        good = readings.search_count(domain & Domain("is_conform", "=", True))
        return IndicatorResult.ratio(good, count, 100, model=readings._name, domain=[*domain], source_count=count)

    def _compute_kitchen_homemade(self, scope):
        """Percentage of the dishes put on the published menus that are homemade."""
        domain = self._get_kitchen_domain(scope, place="menu_id.place_id")
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain("menu_id.date_published", "!=", False)
        lines = self.env["regie.meal.menu.line"]
        count = lines.search_count(domain)
        good = lines.search_count(domain & Domain("dish_id.is_homemade", "=", True))
        return IndicatorResult.ratio(good, count, 100, model=lines._name, domain=[*domain], source_count=count)
