from odoo import models
from odoo.fields import Domain

from odoo.addons.regie_base.tools.period import in_period
from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the activities: who came, how often, what came out. Counts only, whoever reads them."""

    _inherit = "regie.indicator"

    def _compute_activity_sessions(self, scope):
        """Sessions held in the period."""
        return self._sum_activities(scope, "session_count:sum")

    def _compute_activity_people(self, scope):
        """Different people who came to at least one session."""
        return self._sum_activities(scope, "people:count_distinct")

    def _compute_activity_presences(self, scope):
        """Presences, by name or counted at the door."""
        return self._sum_activities(scope, "present:sum", "anonymous:sum")

    def _compute_activity_new_people(self, scope):
        """People whose first session of all was in the period."""
        return self._sum_activities(scope, "new_people:count_distinct")

    def _compute_activity_session_hours(self, scope):
        """Hours of the sessions, for each presence."""
        return self._sum_activities(scope, "hours:sum")

    def _compute_activity_qpv_share(self, scope):
        """Percentage of the different people who live in a priority neighbourhood."""
        return self._divide_activities(scope, "qpv_people:count_distinct", "people:count_distinct")

    def _compute_activity_attendance_rate(self, scope):
        """Percentage of the people registered who came."""
        return self._divide_activities(scope, "present:sum", "present:sum", "absent:sum")

    def _compute_activity_regular_people(self, scope):
        """Different people who came often: isolation is broken by coming back. (MED-29)"""
        often = int(self.env["regie.parameter"].get("activite_regularite_seances", scope.date_to))
        return self._count_people(scope, lambda sessions, kinds: sessions >= often)

    def _compute_activity_crossing_people(self, scope):
        """Different people who came to two kinds of activities or more: people meet other people. (MED-28)"""
        return self._count_people(scope, lambda sessions, kinds: kinds >= 2)

    def _compute_repair_objects(self, scope):
        """Objects that work again."""
        return self._sum_repairs(scope, "id:count")

    def _compute_repair_weight(self, scope):
        """Kilograms of the objects that work again."""
        return self._sum_repairs(scope, "weight_avoided:sum")

    def _compute_place_visits(self, scope):
        """People counted at the doors of the places."""
        if scope.activity is not None or scope.partner is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = [("company_id", "=", scope.company.id), *in_period("date", scope.date_from, scope.date_to)]
        if scope.territory is not None:
            domain.append(("site_id.territory_id", "in", scope.territory.ids))
        # sudo: a count says nothing of anybody
        people, count = self.env["regie.place.visit"].sudo()._read_group(domain, [], ["people:sum", "__count"])[0]
        return IndicatorResult(people if count else None, model="regie.place.visit", domain=domain, source_count=count)

    def _get_activity_domain(self, scope):
        """The rows of the analysis in the scope; ``None`` for a landlord, who holds no session."""
        if scope.partner is not None:
            return None
        domain = Domain([("company_id", "=", scope.company.id), *in_period("date", scope.date_from, scope.date_to)])
        if scope.territory is not None:
            domain &= Domain("territory_id", "in", scope.territory.ids)
        if scope.activity is not None:
            domain &= Domain("activity_id", "in", scope.activity.ids)
        return domain

    def _sum_activities(self, scope, *aggregates):
        domain = self._get_activity_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        # sudo: a count says nothing of anybody
        rows = self.env["regie.activity.report"].sudo()._read_group(domain, [], [*aggregates, "session_count:sum"])
        *values, count = rows[0]
        value = sum(one or 0 for one in values) if count else None
        return IndicatorResult(value, model="regie.activity.report", domain=[*domain], source_count=count or 0)

    def _divide_activities(self, scope, part, *whole):
        top, bottom = self._sum_activities(scope, part), self._sum_activities(scope, *whole)
        if not bottom.is_available:
            return bottom
        return IndicatorResult.ratio(
            top.value, bottom.value, 100, model=top.model, domain=top.domain, source_count=top.source_count
        )

    def _count_people(self, scope, is_counted):
        """How many people pass a test on their number of sessions and of kinds of activities."""
        domain = self._get_activity_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        # sudo: a count says nothing of anybody
        report = self.env["regie.activity.report"].sudo()
        people = Domain("people", ">", 0) & domain
        rows = report._read_group(people, ["people"], ["event_id:count_distinct", "type_id:count_distinct"])
        value = sum(is_counted(sessions, kinds) for _person, sessions, kinds in rows) if rows else None
        return IndicatorResult(value, model=report._name, domain=[*people], source_count=len(rows))

    def _sum_repairs(self, scope, aggregate):
        if scope.partner is not None or scope.activity is not None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain = [
            ("company_id", "=", scope.company.id),
            ("result", "=", "repaired"),
            *in_period("date", scope.date_from, scope.date_to),
        ]
        if scope.territory is not None:
            domain.append(("event_id.regie_site_id.territory_id", "in", scope.territory.ids))
        # sudo: a count says nothing of anybody
        value, count = self.env["regie.repair.outcome"].sudo()._read_group(domain, [], [aggregate, "__count"])[0]
        return IndicatorResult(
            value if count else None, model="regie.repair.outcome", domain=domain, source_count=count
        )
