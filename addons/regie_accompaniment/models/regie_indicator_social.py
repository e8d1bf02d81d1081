from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_DATA, NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the accompaniment: interviews held, people not seen, barriers that got lighter.

    Totals only, worked out by PostgreSQL from what most readers of a figure may not read; fewer people than the
    parameter ``petit_effectif`` give no figure.
    """

    _inherit = "regie.indicator"

    def _compute_interviews_held(self, scope):
        """Interviews held in the period."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        [[count]] = self._read_social(
            scope,
            SQL(
                "SELECT COUNT(*) FROM regie_interview WHERE company_id = %s AND state = 'done'"
                " AND date_start::date BETWEEN %s AND %s",
                scope.company.id,
                scope.date_from,
                scope.date_to,
            ),
        )
        return IndicatorResult(count, source_count=count)

    def _compute_people_not_seen(self, scope):
        """People followed at the end of the period without an interview for the days of ``non_vu_jours``."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        days = int(self.env["regie.parameter"].get("non_vu_jours", scope.date_to))
        limit = scope.date_to - relativedelta(days=days)
        [[count]] = self._read_social(
            scope,
            SQL(
                """SELECT COUNT(*) FROM regie_insertion_pathway pathway
                    WHERE pathway.company_id = %(company)s AND pathway.active AND pathway.refused_on IS NULL
                      AND pathway.date_start < %(limit)s
                      AND (pathway.date_end IS NULL OR pathway.date_end > %(day)s)
                      AND NOT EXISTS (SELECT FROM regie_interview interview
                                       WHERE interview.pathway_id = pathway.id AND interview.state = 'done'
                                         AND interview.date_start::date BETWEEN %(limit)s AND %(day)s)""",
                company=scope.company.id,
                limit=limit,
                day=scope.date_to,
            ),
        )
        return IndicatorResult(count, source_count=count)

    def _compute_barriers_lighter_share(self, scope):
        """Percentage of the barriers found at the entry that are lighter at the end of the period."""
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        [[people, barriers, lighter]] = self._read_social(
            scope,
            SQL(
                """SELECT COUNT(DISTINCT pathway_id) FILTER (WHERE entry > 0), COUNT(*) FILTER (WHERE entry > 0),
                          COUNT(*) FILTER (WHERE now < entry)
                     FROM (SELECT assessment.pathway_id,
                                  (array_agg(level::int ORDER BY assessment.date, assessment.id))[1] AS entry,
                                  (array_agg(level::int ORDER BY assessment.date DESC, assessment.id DESC))[1] AS now
                             FROM regie_barrier_assessment assessment
                             JOIN regie_insertion_pathway pathway ON pathway.id = assessment.pathway_id
                            WHERE assessment.company_id = %(company)s AND assessment.date <= %(day)s
                              AND (pathway.date_end IS NULL OR pathway.date_end >= %(start)s)
                         GROUP BY assessment.pathway_id, assessment.axis_id) series""",
                company=scope.company.id,
                day=scope.date_to,
                start=scope.date_from,
            ),
        )
        if people < int(self.env["regie.parameter"].get("petit_effectif", scope.date_to)):
            secret = self.env._("Secret: too few people.")
            return IndicatorResult.unavailable(NO_DATA, secret)
        return IndicatorResult.ratio(lighter, barriers, 100, source_count=barriers)

    def _read_social(self, scope, query):
        self.check_access("read")
        self.env.flush_all()
        return self.env.execute_query(query)
