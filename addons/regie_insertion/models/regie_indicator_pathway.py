from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult

# Days of a month on average, to say a duration in months.
MONTH_DAYS = 30.4375


class RegieIndicator(models.Model):
    """The individual follow-up of the yearly report: entries, people followed, durations, load of the advisers."""

    _inherit = "regie.indicator"

    def _compute_pathway_entries(self, scope):
        """Pathways whose entry is in the period, refused applications apart (INS-08)."""
        return self._get_pathway_number(scope, "entries", [("date_start", ">=", scope.date_from)])

    def _compute_pathway_followed(self, scope):
        """Pathways under way on a day of the period."""
        return self._get_pathway_number(scope, "followed", [])

    def _compute_pathway_advisers(self, scope):
        """Distinct social advisers who are the referent of a pathway under way in the period."""
        return self._get_pathway_number(scope, "advisers", [("social_worker_id", "!=", False)], "followed")

    def _compute_pathway_per_adviser(self, scope):
        """People followed per social adviser; none without adviser."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_pathway_figures(scope)
        source = self._get_pathway_source(scope, [], figures["followed"])
        return IndicatorResult.ratio(figures["followed"], figures["advisers"], **source)

    def _compute_pathway_months(self, scope):
        """Average months from entry to exit of the pathways left in the period; none when nobody left."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_pathway_figures(scope)
        domain = [("date_end", ">=", scope.date_from), ("date_end", "<=", scope.date_to)]
        source = self._get_pathway_source(scope, domain, figures["left"])
        return IndicatorResult.ratio((figures["days"] or 0) / MONTH_DAYS, figures["left"], **source)

    def _get_pathway_number(self, scope, name, domain, counted=None):
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        figures = self._read_pathway_figures(scope)
        return IndicatorResult(figures[name], **self._get_pathway_source(scope, domain, figures[counted or name]))

    def _read_pathway_figures(self, scope):
        """Counts of the pathways with a day in the period: a dict of whole numbers."""
        self.check_access("read")
        self.env["regie.insertion.pathway"].flush_model()
        [figures] = self.env.execute_query_dict(
            SQL(
                """SELECT COUNT(*) AS followed,
                          COUNT(*) FILTER (WHERE date_start >= %(first_day)s) AS entries,
                          COUNT(DISTINCT social_worker_id) AS advisers,
                          COUNT(*) FILTER (WHERE date_end <= %(last_day)s) AS left,
                          SUM(date_end + 1 - date_start) FILTER (WHERE date_end <= %(last_day)s) AS days
                     FROM regie_insertion_pathway
                    WHERE company_id = %(company)s AND refused_on IS NULL AND date_start <= %(last_day)s
                      AND COALESCE(date_end, 'infinity') >= %(first_day)s""",
                company=scope.company.id,
                first_day=scope.date_from,
                last_day=scope.date_to,
            )
        )
        return figures

    def _get_pathway_source(self, scope, domain, count):
        """Where the pathways are, for those who may read whose they are."""
        source = {"source_count": count}
        if self.env["regie.insertion.pathway"].has_access("read"):
            period = [
                ("company_id", "=", scope.company.id),
                ("refused_on", "=", False),
                ("date_start", "<=", scope.date_to),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", scope.date_from),
            ]
            source.update(model="regie.insertion.pathway", domain=[*domain, *period])
        return source
