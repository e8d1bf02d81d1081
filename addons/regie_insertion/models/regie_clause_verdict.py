from datetime import date

from odoo import api, fields, models
from odoo.tools import SQL

# Periods are looked up by slices of so many days when a clause has many of them: a year of months is read in one pass.
SLICE_DAYS = 32
# Up to this number of clauses, only the people who worked for them are looked at.
FEW_CLAUSES = 50


class RegieClause(models.Model):
    """Which hours a clause counts: the verdict on each line of the timesheets, as one SQL statement."""

    _inherit = "regie.clause"

    @api.model
    def _judged_hours_query(self, periods=None, condition=None, shared=True):
        """SELECT of one row per key and line of the timesheets, with what the clause makes of it.

        ``periods`` is a list of (key, clause id, first day, last day); None: every clause, for all its hours, under its
        own id as key. Columns: key, clause_id, globalisation_id (the agreement that brings an hour of another clause),
        line_id, employee_id, version_id, project_id, company_id, date, hours, is_qpv, is_training, is_validated,
        is_recent, clause_start, first_refused (first day on which the person is no longer eligible), verdict.

        ``condition`` and ``shared`` as for ``_read_figures``. The caller checks the reader's right.
        """
        self._flush_judged_hours()
        lines = self.env["account.analytic.line"]
        clause_ids = list({clause for _key, clause, _start, _end in periods}) if periods is not None else None
        today = fields.Date.context_today(self)
        limits = self.browse(clause_ids) if clause_ids is not None else self.sudo().search([])
        return SQL(
            """
            WITH %(period)s,
            worksite AS MATERIALIZED (  -- not joined as a table: its few ids would mislead the planner
                SELECT id, COALESCE(is_training, FALSE) AS is_training
                  FROM project_project
                 WHERE worksite_code IS NOT NULL
            ),
            posting AS MATERIALIZED (
                SELECT version.id AS version_id, version.employee_id, version.date_from, version.date_to,
                       person.days, COALESCE(territory.is_priority, FALSE) AS is_qpv
                  FROM %(versions)s version
             LEFT JOIN %(days)s person ON person.employee_id = version.employee_id
             LEFT JOIN regie_territory territory ON territory.id = version.territory_id
                 WHERE %(workers)s
            ),
            first_day AS (%(first_day)s),
            open_contract AS (%(open_contract)s),
            validated AS MATERIALIZED (
                SELECT company_id, range_agg(daterange(date, (date + interval '1 month')::date)) AS days
                  FROM regie_hours_month
                 WHERE validated_on IS NOT NULL
              GROUP BY company_id
            )
            SELECT source.key, clause.id AS clause_id, source.globalisation_id, line.id AS line_id,
                   line.employee_id, posting.version_id, line.project_id, line.company_id, line.date,
                   line.unit_amount AS hours, posting.is_qpv, worksite.is_training,
                   COALESCE(validated.days @> line.date, FALSE) AS is_validated,
                   line.date BETWEEN %(pace_start)s AND %(today)s AS is_recent,
                   clause.date_start AS clause_start, refusal.first_refused,
                   CASE
                       WHEN NOT COALESCE(posting.days @> line.date, FALSE) THEN 'other'
                       WHEN clause.qpv_only AND NOT posting.is_qpv THEN 'other'
                       WHEN line.date NOT BETWEEN clause.date_start AND clause.date_end THEN 'outside'
                       WHEN line.date >= refusal.first_refused THEN 'not_eligible'
                       WHEN worksite.is_training AND clause.training_counted IS NOT TRUE THEN 'training'
                       ELSE 'counted'
                   END AS verdict
              FROM source
              JOIN regie_clause clause ON clause.id = source.clause_id
              JOIN account_analytic_line line ON line.clause_id = source.source_id AND %(in_period)s
                                             AND line.company_id = clause.company_id
              JOIN worksite ON worksite.id = line.project_id
              JOIN posting ON posting.employee_id = line.employee_id
                          AND line.date >= posting.date_from AND line.date < posting.date_to
         LEFT JOIN first_day ON first_day.employee_id = line.employee_id
         LEFT JOIN open_contract ON open_contract.employee_id = line.employee_id
         LEFT JOIN validated ON validated.company_id = line.company_id
        CROSS JOIN LATERAL (
                       SELECT LEAST(
                           CASE WHEN clause.eligibility_months > 0
                                THEN (first_day.date + make_interval(months => clause.eligibility_months))::date END,
                           CASE WHEN clause.months_after_cdi > 0
                                THEN (open_contract.date + make_interval(months => clause.months_after_cdi))::date END
                       ) AS first_refused
                   ) refusal
             WHERE %(condition)s
            """,
            period=self._source_query(periods, shared),
            in_period=self._in_period_condition(periods),
            versions=lines._dated_versions_query(),
            days=self._eligible_days_query(),
            workers=self._workers_condition(clause_ids),
            first_day=self._first_day_query(any(limits.mapped("eligibility_months"))),
            open_contract=self._open_contract_query(any(limits.mapped("months_after_cdi"))),
            pace_start=fields.Date.subtract(
                today, days=int(self.env["regie.parameter"].get("clause_pace_days", today)) - 1
            ),
            today=today,
            condition=condition or SQL("TRUE"),
        )

    @api.model
    def _source_query(self, periods, shared):
        """The common table ``source``: which hours each period reads, those of its clause and, under a signed
        globalisation agreement, those of the clauses that it covers together.
        """
        if periods is None:
            rows = SQL("SELECT id, id, '-infinity'::date, 'infinity'::date FROM regie_clause")
        else:
            rows = SQL(
                "VALUES %s",
                SQL(", ").join(
                    SQL("(%s::integer, %s::integer, %s::date, %s::date)", key, clause, start, end)
                    for key, clause, start, end in periods
                ),
            )
        agreement = self.env["regie.clause.globalisation"]._pairs_query() if shared else None
        return SQL(
            """period(key, clause_id, date_from, date_to) AS (%(rows)s),
            source_day AS (
                SELECT key, clause_id, clause_id AS source_id, date_from, date_to, NULL::integer AS globalisation_id
                  FROM period
                %(globalised)s
            ),
            source AS MATERIALIZED (SELECT source_day.* %(slice)s FROM source_day %(slices)s)""",
            rows=rows,
            globalised=SQL(
                """UNION ALL
                SELECT period.key, period.clause_id, pair.source_id, GREATEST(period.date_from, pair.date_start),
                       LEAST(period.date_to, pair.date_end), pair.globalisation_id
                  FROM period
                  JOIN (%s) pair ON pair.clause_id = period.clause_id""",
                agreement,
            )
            if agreement
            else SQL(""),
            slice=SQL(", slice") if self._is_sliced(periods) else SQL(""),
            slices=SQL(
                ", generate_series((date_from - %(zero)s) / %(days)s, (date_to - %(zero)s) / %(days)s) slice",
                zero=date(2000, 1, 1),
                days=SLICE_DAYS,
            )
            if self._is_sliced(periods)
            else SQL(""),
        )

    @api.model
    def _is_sliced(self, periods):
        """Whether the periods are many, and short enough, to be looked up by slices of days."""
        if not periods or len(periods) < 2 * len({clause for _key, clause, *_days in periods}):
            return False
        day = fields.Date.to_date
        return all((day(end) - day(start)).days < 400 for *_key, start, end in periods)

    @api.model
    def _in_period_condition(self, periods):
        between = SQL("line.date BETWEEN source.date_from AND source.date_to")
        if periods is None:
            return between
        own = SQL(
            "%s AND line.clause_id = ANY(%s)",
            between,
            self.env["regie.clause.globalisation"]._get_sources({clause for _key, clause, *_days in periods}),
        )
        if self._is_sliced(periods):
            return SQL("(line.date - %s) / %s = source.slice AND %s", date(2000, 1, 1), SLICE_DAYS, own)
        return own

    @api.model
    def _eligible_days_query(self):
        """Days on which each person is eligible, as one multirange: those of a PASS IAE, by nature (CCAG 16.1.1.1 c),
        and those of a criterion that the régie has verified.
        """
        return SQL(
            """(SELECT employee_id, range_agg(days) AS days
                  FROM (SELECT employee_id, days FROM %s pass
                     UNION ALL
                        SELECT employee_id, datemultirange(daterange(date_from, date_to, '[]'))
                          FROM regie_clause_eligibility
                         WHERE verified_on IS NOT NULL) eligible
              GROUP BY employee_id)""",
            self.env["account.analytic.line"]._pass_days_query(),
        )

    @api.model
    def _workers_condition(self, clause_ids):
        if clause_ids is None or len(clause_ids) > FEW_CLAUSES:
            return SQL("TRUE")
        return SQL(
            "version.employee_id IN (SELECT employee_id FROM account_analytic_line WHERE clause_id = ANY(%s))",
            self.env["regie.clause.globalisation"]._get_sources(clause_ids),
        )

    @api.model
    def _first_day_query(self, limited):
        """SELECT of the first day of each person on any clause; of nobody unless a clause limits the eligibility."""
        return SQL(
            """SELECT employee_id, MIN(date) AS date
                 FROM account_analytic_line
                WHERE clause_id IS NOT NULL AND %s
             GROUP BY employee_id""",
            limited,
        )

    @api.model
    def _open_contract_query(self, limited):
        """SELECT of the day on which each person got an open-ended contract; of nobody unless a clause asks for it."""
        return SQL(
            """SELECT employee_id, MIN(contract_date_start) AS date
                 FROM hr_version
                WHERE active AND iae_form = 'cdi' AND contract_date_start IS NOT NULL AND %s
             GROUP BY employee_id""",
            limited,
        )

    @api.model
    def _flush_judged_hours(self):
        """Write to PostgreSQL what ``_judged_hours_query`` reads."""
        self.env["account.analytic.line"]._flush_insertion_hours()
        self.env["account.analytic.line"].flush_model(["clause_id"])
        self.env["hr.version"].flush_model(["iae_form", "sex", "contract_date_start"])
        self.env["project.project"].flush_model(["is_training"])
        self.env["regie.clause.eligibility"].flush_model()
        self.env["regie.clause.globalisation"].flush_model()
        self.flush_model(
            ["date_start", "date_end", "eligibility_months", "months_after_cdi", "training_counted", "qpv_only"]
        )
