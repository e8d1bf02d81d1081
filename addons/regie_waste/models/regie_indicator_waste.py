from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.period import in_force, in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

from ..tools.rates import MATTER, REUSE


class RegieIndicator(models.Model):
    """The figures of waste, reuse, compost, gardens and cargo bike, for the régie or for one landlord."""

    _inherit = "regie.indicator"

    def _compute_waste_recovery_rate(self, scope):
        """Percentage of the waste that left whose matter was recovered; what is reused is not waste."""
        return self._compute_waste_ratio(scope, [("treatment", "in", [*MATTER])])

    def _compute_waste_sorting_rate(self, scope):
        """Percentage of the waste that left sorted."""
        return self._compute_waste_ratio(scope, [("stream_id.is_sorted", "=", True)])

    def _compute_waste_ratio(self, scope, part):
        domain = self._get_waste_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain("treatment", "not in", [*REUSE]) & Domain("date_done", "!=", False)
        moves = self.env["regie.waste.movement"]
        whole, count = moves._read_group(domain, [], ["weight:sum", "__count"])[0]
        recovered = moves._read_group(domain & Domain(part), [], ["weight:sum"])[0][0]
        return IndicatorResult.ratio(recovered, whole, 100, model=moves._name, domain=[*domain], source_count=count)

    def _compute_reuse_avoided(self, scope):
        """Kilograms of things that were used again in the period instead of being thrown away."""
        return self._sum_waste("regie.reuse.use", "avoided", scope, [("destination", "!=", "waste")])

    def _compute_biowaste_composted(self, scope):
        """Kilograms of kitchen waste brought to the composts, and of biowaste that left to be composted or digested."""
        composted = self._sum_waste("regie.compost.log", "weight_in", scope, [("weight_in", ">", 0)])
        if composted.reason == NO_SCOPE:
            return composted
        sent = self._sum_waste(
            "regie.waste.movement",
            "weight",
            scope,
            [
                ("date_done", "!=", False),
                ("stream_id.is_biowaste", "=", True),
                ("treatment", "in", ["composting", "methanisation"]),
            ],
        )
        if not (composted.is_available or sent.is_available):
            return composted
        main = composted if composted.is_available else sent
        total = (composted.value or 0) + (sent.value or 0)
        count = composted.source_count + sent.source_count
        return IndicatorResult(total, model=main.model, domain=main.domain, source_count=count)

    def _compute_crates_shredded(self, scope):
        """Kilograms of crates collected and shredded, of the streams ticked as shredded by the régie."""
        domain = [
            ("date_done", "!=", False),
            ("stream_id.is_shredded", "=", True),
            ("treatment", "in", [*MATTER]),
        ]
        return self._sum_waste("regie.waste.movement", "weight", scope, domain)

    def _compute_harvest_weight(self, scope):
        """Kilograms harvested in the gardens."""
        return self._sum_waste("regie.garden.harvest", "weight", scope, [])

    def _compute_buckets_given(self, scope):
        """Kitchen buckets given to the residents."""
        return self._sum_waste("regie.biowaste.distribution", "bucket_count", scope, [])

    def _compute_garden_plots_occupied(self, scope):
        """Plots of the gardens that somebody gardened in the period."""
        if scope.activity is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        places = Domain(self._get_place_domain(scope, "site_id"))
        plots = self.env["regie.garden.plot"].search(places & Domain("company_id", "=", scope.company.id))
        if not plots:
            return IndicatorResult(None)
        # sudo: the count of the plots taken says no name to those who may not read the allocations
        allocations = self.env["regie.garden.allocation"].sudo()
        domain = [("plot_id", "in", plots.ids), *in_force("date_from", "date_to", scope.date_from, scope.date_to)]
        taken = allocations._read_group(domain, [], ["plot_id:count_distinct"])[0][0]
        return IndicatorResult(
            taken,
            numerator=taken,
            denominator=len(plots),
            model="regie.garden.plot",
            domain=[("id", "in", plots.ids)],
            source_count=len(plots),
        )

    def _compute_cargo_bike_km(self, scope):
        """Kilometres by cargo bike: trips, and waste that left without a trip."""
        trips, lone, count = self._read_kilometres(scope)
        if trips is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        if not count:
            return IndicatorResult(None)
        value = trips.get("cargo_bike", 0) + lone.get("cargo_bike", 0)
        return IndicatorResult(
            value, model="regie.transport.trip", domain=self._get_trip_domain(scope), source_count=count
        )

    def _compute_cargo_bike_share(self, scope):
        """Percentage of the kilometres of collections and deliveries made by cargo bike."""
        trips, lone, count = self._read_kilometres(scope)
        if trips is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        part = trips.get("cargo_bike", 0) + lone.get("cargo_bike", 0)
        whole = sum(trips.values()) + sum(lone.values())
        return IndicatorResult.ratio(
            part, whole, 100, model="regie.transport.trip", domain=self._get_trip_domain(scope), source_count=count
        )

    def _read_kilometres(self, scope):
        """``({mode: km} of the trips, {mode: km} of the waste without a trip, how many)``; none for an activity."""
        domain = self._get_waste_domain(scope)
        if domain is None:
            return None, None, 0
        trips = self.env["regie.transport.trip"]._read_group(
            self._get_trip_domain(scope), ["transport_mode"], ["distance:sum", "__count"]
        )
        lone = self.env["regie.waste.movement"]._read_group(
            domain & Domain([("trip_id", "=", False), ("distance", ">", 0), ("date_done", "!=", False)]),
            ["transport_mode"],
            ["distance:sum", "__count"],
        )
        count = sum(row[2] for row in trips) + sum(row[2] for row in lone)
        return {row[0]: row[1] for row in trips}, {row[0]: row[1] for row in lone}, count

    def _get_trip_domain(self, scope):
        domain = [("company_id", "=", scope.company.id), *in_period("date", scope.date_from, scope.date_to)]
        if scope.partner is not None or scope.territory is not None:
            # the trip belongs to a landlord or a territory by the waste that it carried, or by its customer
            places = Domain(self._get_place_domain(scope, "movement_ids.site_id"))
            if scope.partner is not None:
                places |= Domain("partner_id", "child_of", scope.partner.ids)
            domain = [*domain, *places]
        return domain

    def _get_place_domain(self, scope, path):
        domain = []
        if scope.partner is not None:
            domain.append((f"{path}.owner_id", "child_of", scope.partner.ids))
        if scope.territory is not None:
            domain.append((f"{path}.territory_id", "in", scope.territory.ids))
        return domain

    def _get_waste_domain(self, scope, path="site_id"):
        """The records of the scope by their day and their place; ``None`` for an activity, that has no waste."""
        if scope.activity is not None:
            return None
        domain = [("company_id", "=", scope.company.id), *in_period("date", scope.date_from, scope.date_to)]
        return Domain(domain) & Domain(self._get_place_domain(scope, path))

    def _sum_waste(self, model, measure, scope, extra):
        """The sum of a measure over the records of the scope; no figure without a record."""
        path = "reuse_id.site_id" if model == "regie.reuse.use" else "site_id"
        domain = self._get_waste_domain(scope, path)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= Domain(extra)
        total, count = self.env[model]._read_group(domain, [], [f"{measure}:sum", "__count"])[0]
        value = float(total) if count else None
        return IndicatorResult(value, model=model, domain=[*domain], source_count=count)
