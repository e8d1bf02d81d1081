from decimal import Decimal

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.clause import to_decimal

#: What is summed of the hours of a clause: the hours that count, those of validated months, those of people who live in
#: a priority territory, those of the last days (the pace), and those that do not count (outside the dates, person no
#: longer eligible, person not in insertion). Summed as floats, then rounded to a millionth: exact for what people type.
HOURS = {
    "counted": "verdict = 'counted'",
    "validated": "verdict = 'counted' AND is_validated",
    "qpv": "verdict = 'counted' AND is_qpv",
    "recent": "verdict = 'counted' AND is_recent",
    "outside": "verdict = 'outside'",
    "not_eligible": "verdict = 'not_eligible'",
    "other": "verdict = 'other'",
}
#: What is counted among the hours that count: people, and lines of the timesheets.
PEOPLE = ("people", "qpv_people", "women", "lines")


def _exact(figures):
    """The hours of ``figures`` as Decimals: PostgreSQL adds them up exactly, its driver hands them over as floats."""
    return {name: to_decimal(value) if name in HOURS else value for name, value in figures.items()}


class RegieClause(models.Model):
    """The hours of the clauses, read from the timesheets by one SQL statement for any number of clauses and periods."""

    _inherit = "regie.clause"

    @api.model
    def _read_figures(self, periods, condition=None):
        """``{key: {figure: Decimal or int}}`` of ``periods``, a list of (key, clause id, first day, last day).

        Only the hours of a person whose PASS IAE covers the day, inside the clause's dates and inside the person's
        window of eligibility, are counted; the others are summed apart. One statement whatever the number of periods.
        Periods of the same key are one period, in which a person counts once. ``condition`` is a boolean SQL on the
        alias ``line`` that narrows the hours. The caller checks the reader's right on the clauses: the figures are
        totals, without a name.
        """
        figures = {key: self._get_no_figures() for key, *_rest in periods}
        if not periods:
            return figures
        names = (*HOURS, *PEOPLE)
        sums = [SQL("COALESCE(SUM(%s), 0)", SQL.identifier("person", name)) for name in HOURS]
        counts = [
            SQL("COUNT(*) FILTER (WHERE person.counted > 0)"),
            SQL("COUNT(*) FILTER (WHERE person.qpv > 0)"),
            SQL("COUNT(*) FILTER (WHERE person.counted > 0 AND version.sex = 'female')"),
            SQL("SUM(person.lines)::integer"),
        ]
        query = SQL(
            "SELECT key, %s FROM (%s) person LEFT JOIN hr_version version ON version.id = version_id GROUP BY key",
            SQL(", ").join(sums + counts),
            self._people_query(periods, condition),
        )
        for key, *values in self.env.execute_query(query):
            figures[key] = _exact(dict(zip(names, values, strict=True)))
        return figures

    @api.model
    def _get_no_figures(self):
        """The figures of a clause on which nobody has worked yet."""
        return dict.fromkeys(HOURS, Decimal(0)) | dict.fromkeys(PEOPLE, 0)

    @api.model
    def _read_people(self, periods):
        """``[(key, employee id, {figure: Decimal})]`` of ``periods``: the nominative detail, one statement.

        The caller checks that the reader may see names.
        """
        if not periods:
            return []
        columns = SQL(", ").join(SQL.identifier(name) for name in HOURS)
        query = SQL(
            "SELECT key, employee_id, first_refused, %s FROM (%s) person ORDER BY key, employee_id",
            columns,
            self._people_query(periods),
        )
        return [
            (key, employee, {"first_refused": first_refused, **_exact(dict(zip(HOURS, values, strict=True)))})
            for key, employee, first_refused, *values in self.env.execute_query(query)
        ]

    @api.model
    def _people_query(self, periods, condition=None):
        """SELECT of one row per key and person, with the hours of each verdict."""
        rows = SQL(", ").join(
            SQL("(%s::integer, %s::integer, %s::date, %s::date)", key, clause, start, end)
            for key, clause, start, end in periods
        )
        lines = self.env["account.analytic.line"]
        lines._flush_insertion_hours()
        lines.flush_model(["clause_id"])
        self.flush_model(["date_start", "date_end", "eligibility_months"])
        today = fields.Date.context_today(self)
        clause_ids = list({clause for _key, clause, _start, _end in periods})
        return SQL(
            """
            WITH period(key, clause_id, date_from, date_to) AS (VALUES %(rows)s),
            entry AS (%(hours)s),
            first_day AS (%(first_day)s),
            validated AS (
                SELECT company_id, range_agg(daterange(date, (date + interval '1 month')::date)) AS days
                  FROM regie_hours_month
                 WHERE validated_on IS NOT NULL
              GROUP BY company_id
            ),
            judged AS (
                SELECT period.key, entry.employee_id, entry.unit_amount AS hours, entry.is_qpv,
                       COALESCE(validated.days @> entry.date, FALSE) AS is_validated, entry.version_id,
                       entry.date BETWEEN %(today)s::date - %(pace_days)s + 1 AND %(today)s AS is_recent,
                       (first_day.date + make_interval(months => clause.eligibility_months))::date AS first_refused,
                       CASE
                           WHEN NOT entry.is_insertion THEN 'other'
                           WHEN entry.date NOT BETWEEN clause.date_start AND clause.date_end THEN 'outside'
                           WHEN clause.eligibility_months > 0
                                AND entry.date >= first_day.date + make_interval(months => clause.eligibility_months)
                           THEN 'not_eligible'
                           ELSE 'counted'
                       END AS verdict
                  FROM period
                  JOIN regie_clause clause ON clause.id = period.clause_id
                  JOIN entry ON entry.clause_id = clause.id AND entry.company_id = clause.company_id
                            AND entry.date BETWEEN period.date_from AND period.date_to
             LEFT JOIN first_day ON first_day.employee_id = entry.employee_id
             LEFT JOIN validated ON validated.company_id = entry.company_id
            )
            SELECT key, employee_id, MAX(version_id) AS version_id,
                   COUNT(*) FILTER (WHERE verdict = 'counted') AS lines,
                   MIN(first_refused) FILTER (WHERE verdict = 'not_eligible') AS first_refused,
                   %(sums)s
              FROM judged
          GROUP BY key, employee_id
            """,
            rows=rows,
            sums=SQL(", ").join(
                SQL(
                    "COALESCE(ROUND((SUM(hours) FILTER (WHERE %s))::numeric, 6), 0) AS %s",
                    SQL(test),
                    SQL.identifier(name),
                )
                for name, test in HOURS.items()
            ),
            hours=lines._insertion_hours_query(
                SQL("line.clause_id = ANY(%s) AND %s", clause_ids, condition or SQL("TRUE")), columns=("clause_id",)
            ),
            first_day=self._first_day_query(any(self.browse(clause_ids).mapped("eligibility_months"))),
            today=today,
            pace_days=int(self.env["regie.parameter"].get("clause_pace_days", today)),
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
