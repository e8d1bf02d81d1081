from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.tools import SQL

from .regie_iae_absence import PAID_KINDS, SICK_KINDS


class RegieIaeStatement(models.Model):
    """The hours of a month per statement and person: worked, absent, declared, and the exits, in one SQL."""

    _inherit = "regie.iae.statement"

    def _hours_per_employee_query(self, month):
        """SELECT of the hours of the month per statement and employee, for all the statements of ``self``.

        Columns: statement_id, hours_basis, employee_id, hours, insertion_hours, declared_hours, corrected_hours,
        leave_hours, sick_hours, unpaid_hours, paid_hours, exit_date, exit_motive_id, is_declared. Hours worked follow
        the rules of ``_insertion_hours_query``; the days of each person under an annex are worked out first, so that
        a month of the whole network is read in one pass (13 000 people: as fast as the shortest SQL of their totals).
        """
        return SQL(
            """
            WITH rule (statement_id, counts_paid, counts_sick, step) AS (VALUES %(rules)s),
            posting AS MATERIALIZED (%(posting)s), worked AS (%(worked)s), away AS (%(away)s), gone AS (%(gone)s),
            person AS (
                SELECT statement_id, employee_id FROM worked
                 UNION SELECT statement_id, employee_id FROM away
                 UNION SELECT statement_id, employee_id FROM gone
            ), figure AS (
                SELECT person.*, rule.step, COALESCE(worked.hours, 0) AS hours,
                       COALESCE(worked.insertion_hours, 0) + COALESCE(away.counted_hours, 0) AS insertion_hours,
                       COALESCE(worked.corrected_hours, 0) AS corrected_hours,
                       COALESCE(away.leave_hours, 0) AS leave_hours, COALESCE(away.sick_hours, 0) AS sick_hours,
                       COALESCE(away.unpaid_hours, 0) AS unpaid_hours,
                       COALESCE(worked.hours, 0) + COALESCE(away.paid_hours, 0) AS paid_hours,
                       gone.exit_date, gone.exit_motive_id,
                       COALESCE(away.has_pass, FALSE) OR COALESCE(gone.has_pass, FALSE) AS has_pass
                  FROM person
                  JOIN rule USING (statement_id)
             LEFT JOIN worked USING (statement_id, employee_id)
             LEFT JOIN away USING (statement_id, employee_id)
             LEFT JOIN gone USING (statement_id, employee_id)
            )
            SELECT figure.*, annex.hours_basis, round(insertion_hours / step) * step AS declared_hours,
                   insertion_hours > 0 OR has_pass AS is_declared
              FROM figure
              JOIN regie_iae_statement statement ON statement.id = figure.statement_id
              JOIN regie_iae_annex annex ON annex.id = statement.annex_id
            """,
            rules=self._statement_rules_sql(month),
            posting=self._posting_query(),
            worked=self._worked_query(month),
            away=self._away_query(month),
            gone=self._gone_query(month),
        )

    def _statement_rules_sql(self, month):
        """Rows (statement, do paid absences count, do sick leaves count, step of hours) of the dated parameters."""
        kinds = {}
        for statement in self:
            kinds.setdefault((statement.company_id, statement.agreement_id.kind), []).append(statement.id)
        codes = ("heures_payees_comptees", "maladie_maintenue_compte", "arrondi_heures_etat_mensuel")
        values, rows = self._read_parameters(codes, month), []
        for (company, kind), ids in kinds.items():
            paid, sick, step = (self._pick_parameter(values, code, month, company, kind) for code in codes)
            rows += [SQL("(%s, %s, %s, %s::numeric)", number, bool(paid), bool(sick), step) for number in ids]
        return SQL(", ").join(rows)

    @api.model
    def _read_parameters(self, codes, day):
        """Values in force of these parameters, of all companies and kinds, in one query."""
        rows = self.env.execute_query(
            SQL(
                """SELECT code, company_id, NULLIF(kind, ''), value::numeric FROM regie_parameter
                    WHERE code = ANY(%s) AND daterange(date_from, date_to, '[]') @> %s::date""",
                list(codes),
                day,
            )
        )
        return {tuple(row[:3]): row[3] for row in rows}

    @api.model
    def _pick_parameter(self, values, code, day, company, kind):
        """The value that ``regie.parameter.get`` would give; UserError INS-P01 when there is none."""
        for key in ((code, company.id, kind), (code, company.id, None), (code, None, kind), (code, None, None)):
            if key in values:
                return values[key]
        return self.env["regie.parameter"].with_company(company).get(code, day, kind=kind)

    def _posting_query(self):
        """SELECT of the days of each person under the annex of each statement, with the days of their PASS IAE."""
        lines = self.env["account.analytic.line"]
        return SQL(
            """SELECT statement.id AS statement_id, version.employee_id, pass.days,
                      GREATEST(version.date_from, annex.date_start) AS date_from,
                      LEAST(version.date_to, annex.date_end + 1) AS date_to
                 FROM %(versions)s version
                 JOIN regie_iae_annex annex ON annex.agreement_id = version.agreement_id
                 JOIN regie_iae_statement statement ON statement.annex_id = annex.id
            LEFT JOIN %(pass_days)s pass ON pass.employee_id = version.employee_id
                WHERE statement.id = ANY(%(ids)s)""",
            versions=lines._dated_versions_query(),
            pass_days=lines._pass_days_query(),
            ids=list(self.ids),
        )

    def _worked_query(self, month):
        """SELECT of the hours of the timesheets per statement and person; ``worksite`` is a subquery whose few ids
        would mislead the planner if it were joined as a table.
        """
        return SQL(
            """
            WITH worksite AS MATERIALIZED (SELECT id FROM project_project WHERE worksite_code IS NOT NULL)
            SELECT posting.statement_id, line.employee_id, round(SUM(line.unit_amount)::numeric, 2) AS hours,
                   COALESCE(round((SUM(line.unit_amount) FILTER (WHERE posting.days @> line.date))::numeric, 2), 0)
                       AS insertion_hours,
                   COALESCE(round((SUM(line.unit_amount)
                       FILTER (WHERE posting.days @> line.date AND line.correction_date IS NOT NULL))::numeric, 2), 0)
                       AS corrected_hours
              FROM account_analytic_line line
              JOIN worksite ON worksite.id = line.project_id
              JOIN posting ON posting.employee_id = line.employee_id
                          AND line.date >= posting.date_from AND line.date < posting.date_to
             WHERE line.date BETWEEN %(first_day)s AND %(last_day)s AND line.company_id = ANY(%(companies)s)
          GROUP BY posting.statement_id, line.employee_id
            """,
            companies=list(self.company_id.ids),
            first_day=month,
            last_day=month + relativedelta(months=1, days=-1),
        )

    def _away_query(self, month):
        """SELECT of the absences per statement and person; ``counted_hours`` are those that the kind declares."""
        return SQL(
            """
            SELECT posting.statement_id, absence.employee_id, bool_or(posting.days @> absence.date_start) AS has_pass,
                   SUM(absence.hours) FILTER (WHERE kind IN %(paid_kinds)s)::numeric(16, 2) AS leave_hours,
                   SUM(absence.hours) FILTER (WHERE kind IN %(sick_kinds)s)::numeric(16, 2) AS sick_hours,
                   SUM(absence.hours) FILTER (WHERE kind = 'unpaid')::numeric(16, 2) AS unpaid_hours,
                   SUM(absence.hours) FILTER (WHERE is_paid)::numeric(16, 2) AS paid_hours,
                   SUM(absence.hours) FILTER (
                       WHERE is_paid AND rule.counts_paid AND posting.days @> absence.date_start
                         AND (rule.counts_sick OR kind NOT IN %(sick_kinds)s))::numeric(16, 2) AS counted_hours
              FROM regie_iae_absence absence
              JOIN posting ON posting.employee_id = absence.employee_id
                          AND absence.date_start >= posting.date_from AND absence.date_start < posting.date_to
              JOIN rule ON rule.statement_id = posting.statement_id
             WHERE absence.date_start BETWEEN %(first_day)s AND %(last_day)s
          GROUP BY posting.statement_id, absence.employee_id
            """,
            paid_kinds=PAID_KINDS,
            sick_kinds=SICK_KINDS,
            first_day=month,
            last_day=month + relativedelta(months=1, days=-1),
        )

    def _gone_query(self, month):
        """SELECT of the final exits of the month per statement and person."""
        return SQL(
            """
            SELECT posting.statement_id, leaving.employee_id, bool_or(posting.days @> leaving.date) AS has_pass,
                   MAX(leaving.date) AS exit_date, MAX(leaving.motive_id) AS exit_motive_id
              FROM regie_insertion_exit leaving
              JOIN posting ON posting.employee_id = leaving.employee_id
                          AND leaving.date >= posting.date_from AND leaving.date < posting.date_to
             WHERE leaving.date BETWEEN %(first_day)s AND %(last_day)s AND leaving.cancelled_on IS NULL
          GROUP BY posting.statement_id, leaving.employee_id
            """,
            first_day=month,
            last_day=month + relativedelta(months=1, days=-1),
        )

    def _get_current_figures(self):
        """What the hours, absences and exits give today: ``{statement id: (hours, exits)}``, one SQL per month."""
        if not self:
            return {}
        self.check_access("read")
        self.env["account.analytic.line"]._flush_insertion_hours()
        self._flush_absences_and_exits()
        current = {}
        for month, statements in self.grouped("date_month").items():
            rows = self.env.execute_query(
                SQL(
                    """SELECT statement_id, SUM(declared_hours), COUNT(exit_date) FILTER (WHERE is_declared)
                         FROM (%s) person GROUP BY statement_id""",
                    statements._hours_per_employee_query(month),
                )
            )
            current.update({statement_id: (hours, exits) for statement_id, hours, exits in rows})
        return current

    def _get_current_person_hours(self):
        """Hours that each person would be declared with today: ``{(statement id, employee id): hours}``."""
        if not self:
            return {}
        self.check_access("read")
        self.env["account.analytic.line"]._flush_insertion_hours()
        self._flush_absences_and_exits()
        current = {}
        for month, statements in self.grouped("date_month").items():
            query = SQL(
                "SELECT statement_id, employee_id, declared_hours FROM (%s) person",
                statements._hours_per_employee_query(month),
            )
            current.update({tuple(row[:2]): row[2] for row in self.env.execute_query(query)})
        return current

    @api.model
    def _flush_absences_and_exits(self):
        """Write to PostgreSQL what the figures read besides the hours."""
        self.env["regie.iae.absence"].flush_model()
        self.env["regie.parameter"].flush_model()
        self.env["regie.insertion.pathway"].flush_model(["active", "employee_id", "rsa", "date_start", "date_end"])
        self.env["regie.insertion.exit"].flush_model(["employee_id", "date", "motive_id", "cancelled_on"])
