from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the residents' reports, for the régie, a landlord or a territory. Totals only, never a person."""

    _inherit = "regie.indicator"

    def _compute_reports_handled(self, scope):
        """Reports solved in the period, those that repeat another apart."""
        return self._get_report_result(scope, "__count")

    def _compute_reports_median_delay(self, scope):
        """Median number of days between the arrival of a report solved in the period and its end."""
        reports = self._read_reports(scope)
        if isinstance(reports, IndicatorResult):
            return reports
        domain, query = reports
        days = self.env["regie.resident.report"]._field_to_sql(query.table, "resolution_days", query)
        # the median has no aggregate in the ORM
        [(median, count)] = self.env.execute_query(
            query.select(SQL("PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY %s)", days), SQL("COUNT(*)"))
        )
        return IndicatorResult(median, model="regie.resident.report", domain=domain, source_count=count)

    def _compute_reports_on_time_rate(self, scope):
        """Percentage of the reports solved in the period that were solved within their delay."""
        reports = self._read_reports(scope)
        if isinstance(reports, IndicatorResult):
            return reports
        domain, query = reports
        solved, due = (
            self.env["regie.resident.report"]._field_to_sql(query.table, name, query)
            for name in ("date_resolved", "sla_deadline")
        )
        [(kept, count)] = self.env.execute_query(
            query.select(SQL("COUNT(*) FILTER (WHERE %s <= %s)", solved, due), SQL("COUNT(*)"))
        )
        return IndicatorResult.ratio(kept, count, 100, model="regie.resident.report", domain=domain, source_count=count)

    def _compute_residents_satisfaction(self, scope):
        """Average number of stars, out of five, that residents gave to the reports solved in the period."""
        return self._get_report_result(scope, "satisfaction:avg", Domain("satisfaction", ">", 0))

    def _compute_reports_by_teams(self, scope):
        """Problems that the teams reported themselves in the period: the watch kept on the neighbourhood."""
        return self._get_report_result(scope, "__count", Domain("channel", "=", "agent"), date="date")

    def _get_report_domain(self, scope, date="date_resolved"):
        """Return the domain of the reports of the scope, or ``None`` when the scope has an activity."""
        if scope.activity is not None:
            return None
        domain = Domain(
            [
                ("company_id", "=", scope.company.id),
                (date, ">=", scope.date_from),
                (date, "<=", f"{scope.date_to} 23:59:59"),
                ("state", "not in", ("duplicate", "rejected")),
            ]
        )
        if scope.partner is not None:
            domain &= Domain("owner_id", "child_of", scope.partner.commercial_partner_id.ids)
        if scope.territory is not None:
            domain &= Domain("territory_id", "in", scope.territory.ids)
        return domain

    def _read_reports(self, scope):
        """Return ``(domain, query)`` of the reports of the scope that the reader sees, or why there is none."""
        domain = self._get_report_domain(scope)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        reports = self.env["regie.resident.report"]
        reports.check_access("read")
        return list(domain), reports._search(domain)

    def _get_report_result(self, scope, aggregate, narrower=Domain.TRUE, date="date_resolved"):
        """Return an aggregate of the reports of the scope; no figure for an average of nothing."""
        domain = self._get_report_domain(scope, date)
        if domain is None:
            return IndicatorResult.unavailable(NO_SCOPE)
        domain &= narrower
        aggregates = ["__count"] if aggregate == "__count" else [aggregate, "__count"]
        [figures] = self.env["regie.resident.report"]._read_group(domain, [], aggregates)
        value = figures[0] if figures[-1] or aggregate == "__count" else None
        return IndicatorResult(value, model="regie.resident.report", domain=list(domain), source_count=figures[-1])
