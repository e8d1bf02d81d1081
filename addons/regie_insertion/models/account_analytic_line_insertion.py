from odoo import api, models
from odoo.tools import SQL


class AccountAnalyticLine(models.Model):
    """Which hours are hours of insertion, and of whom: the one piece of SQL that every paper stands on."""

    _inherit = "account.analytic.line"

    @api.model
    def _insertion_hours_query(self, condition=None, columns=()):
        """SELECT of the hours of the worksites, one row per line: what the line is, worked out at its own day.

        Columns: id, employee_id, date, unit_amount, project_id, company_id, correction_date, version_id,
        agreement_id, territory_id, activity_account_id, is_insertion (a PASS IAE of the person covers the day, both
        ends included), is_qpv (the residence in force that day is in a priority territory), and the extra ``columns``
        of the line. ``condition`` is a boolean SQL on the alias ``line``.

        The caller checks the reader's right on the paper and shows totals, or the names to whom may read them:
        the query itself reads PASS and residences, which most readers of the figures may not.
        """
        extra = SQL("").join(SQL(", %s", SQL.identifier("line", column)) for column in columns)
        return SQL(
            """
            SELECT line.id, line.employee_id, line.date, line.unit_amount, line.project_id, line.company_id,
                   line.correction_date, %(activity)s AS activity_account_id,
                   version.id AS version_id, version.agreement_id, version.territory_id,
                   COALESCE(pass.days @> line.date, FALSE) AS is_insertion,
                   COALESCE(territory.is_priority, FALSE) AS is_qpv
                   %(extra)s
              FROM account_analytic_line line
              JOIN project_project project ON project.id = line.project_id AND project.worksite_code IS NOT NULL
         LEFT JOIN %(pass_days)s pass ON pass.employee_id = line.employee_id
         LEFT JOIN %(versions)s version
                ON version.employee_id = line.employee_id
               AND line.date >= version.date_from AND line.date < version.date_to
         LEFT JOIN regie_territory territory ON territory.id = version.territory_id
             WHERE %(condition)s
            """,
            activity=SQL.identifier("line", self._get_activity_column()),
            extra=extra,
            pass_days=self._pass_days_query(),
            versions=self._dated_versions_query(),
            condition=condition or SQL("TRUE"),
        )

    @api.model
    def _pass_days_query(self):
        """Days covered by the PASS IAE of each person, as one multirange: two PASS never count an hour twice."""
        return SQL(
            """(SELECT employee_id, range_agg(daterange(date_start, date_end, '[]')) AS days
                  FROM regie_iae_pass
                 WHERE date_start IS NOT NULL
              GROUP BY employee_id)"""
        )

    @api.model
    def _dated_versions_query(self):
        """Versions of the employees with the days on which each is in force, as ``hr.employee._get_version`` says:
        from its date to the day before the next one, the first one also before its date.
        """
        return SQL(
            """(SELECT id, employee_id, agreement_id, territory_id,
                       CASE WHEN LAG(id) OVER chain IS NULL THEN '-infinity' ELSE date_version END AS date_from,
                       COALESCE(LEAD(date_version) OVER chain, 'infinity') AS date_to
                  FROM hr_version
                 WHERE active AND employee_id IS NOT NULL
                WINDOW chain AS (PARTITION BY employee_id ORDER BY date_version))"""
        )

    @api.model
    def _flush_insertion_hours(self):
        """Write to PostgreSQL what ``_insertion_hours_query`` reads."""
        self._flush_hours()
        self.flush_model([self._get_activity_column()])
        self.env["regie.iae.pass"].flush_model(["employee_id", "date_start", "date_end"])
        self.env["hr.version"].flush_model(["date_version", "agreement_id", "territory_id"])
        self.env["regie.territory"].flush_model(["is_priority"])
