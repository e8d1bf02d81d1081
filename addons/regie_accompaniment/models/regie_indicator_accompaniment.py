from odoo import fields, models
from odoo.tools import SQL

from odoo.addons.regie_base.tools.result import NO_SCOPE, IndicatorResult


class RegieIndicator(models.Model):
    """The figures of the accompaniment in the yearly report: interviews, barriers, trainings, immersions.

    Totals only: they are worked out from records that the readers of a figure may not read, and lead to none.
    """

    _inherit = "regie.indicator"

    criterion_ids = fields.Many2many(
        "regie.dossier.criterion",
        "regie_dossier_criterion_indicator_rel",
        "indicator_id",
        "criterion_id",
        string="Criteria of dossiers",
        copy=False,
        help="Criteria of the templates of dossiers that show this figure.",
    )

    def _compute_interviews_held(self, scope):
        """Interviews held in the period."""
        return self._get_accompaniment_number(
            scope,
            "regie.interview",
            SQL(
                """SELECT COUNT(*) FROM regie_interview
                    WHERE company_id = %s AND done_on IS NOT NULL AND cancelled_on IS NULL
                      AND date_start >= %s AND date_start < %s::date + 1""",
                *self._get_bounds(scope),
            ),
        )

    def _compute_interviews_per_person(self, scope):
        """Interviews held in the period per person followed; none without anybody."""
        held = self._compute_interviews_held(scope)
        if held.value is None:
            return held
        followed = self._read_pathway_figures(scope)["followed"]
        return IndicatorResult.ratio(held.value, followed, source_count=held.source_count)

    def _compute_barriers_people(self, scope):
        """Persons with a barrier of level 1 or more assessed in the period."""
        return self._get_accompaniment_number(
            scope,
            "regie.barrier.assessment",
            SQL(
                """SELECT COUNT(DISTINCT pathway_id) FROM regie_barrier_assessment
                    WHERE company_id = %s AND level > '0' AND date BETWEEN %s AND %s""",
                *self._get_bounds(scope),
            ),
        )

    def _compute_barriers_lighter_share(self, scope):
        """Percentage of the barriers assessed in the period whose level is lower than the first one ever assessed."""
        self.check_access("read")
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env["regie.barrier.assessment"].flush_model()
        company, first_day, last_day = self._get_bounds(scope)
        [(barriers, lighter)] = self.env.execute_query(
            SQL(
                """SELECT COUNT(*), COUNT(*) FILTER (WHERE latest < first)
                     FROM (SELECT (array_agg(level ORDER BY date, id))[1] AS first,
                                  (array_agg(level ORDER BY date DESC, id DESC))[1] AS latest
                             FROM regie_barrier_assessment
                            WHERE company_id = %s AND date <= %s
                         GROUP BY pathway_id, axis_id HAVING MAX(date) >= %s) barrier
                    WHERE first > '0'""",
                company,
                last_day,
                first_day,
            )
        )
        return IndicatorResult.ratio(lighter, barriers, 100, source_count=barriers)

    def _compute_training_people(self, scope):
        """Persons who began a training in the period."""
        return self._get_accompaniment_number(
            scope,
            "regie.training",
            SQL(
                """SELECT COUNT(DISTINCT employee_id) FROM regie_training
                    WHERE company_id = %s AND date_start BETWEEN %s AND %s""",
                *self._get_bounds(scope),
            ),
        )

    def _compute_training_hours(self, scope):
        """Planned hours of the trainings begun in the period."""
        return self._get_accompaniment_number(
            scope,
            "regie.training",
            SQL(
                """SELECT COALESCE(round(SUM(hours)::numeric, 1), 0) FROM regie_training
                    WHERE company_id = %s AND date_start BETWEEN %s AND %s""",
                *self._get_bounds(scope),
            ),
        )

    def _compute_pmsmp_count(self, scope):
        """Immersions in companies (PMSMP) begun in the period, cancelled ones apart."""
        return self._get_accompaniment_number(scope, "regie.pmsmp", self._pmsmp_query(scope, SQL("TRUE")))

    def _compute_pmsmp_hired(self, scope):
        """Immersions begun in the period that ended with a job."""
        return self._get_accompaniment_number(scope, "regie.pmsmp", self._pmsmp_query(scope, SQL("is_hired")))

    def _pmsmp_query(self, scope, condition):
        return SQL(
            """SELECT COUNT(*) FROM regie_pmsmp
                WHERE company_id = %s AND date_start BETWEEN %s AND %s AND cancelled_on IS NULL AND %s""",
            *self._get_bounds(scope),
            condition,
        )

    def _get_bounds(self, scope):
        return scope.company.id, scope.date_from, scope.date_to

    def _get_accompaniment_number(self, scope, model, query):
        """The number that ``query`` gives, for the régie as a whole."""
        self.check_access("read")
        if scope.narrowings:
            return IndicatorResult.unavailable(NO_SCOPE)
        self.env[model].flush_model()
        [(figure,)] = self.env.execute_query(query)
        return IndicatorResult(float(figure), source_count=int(figure))
