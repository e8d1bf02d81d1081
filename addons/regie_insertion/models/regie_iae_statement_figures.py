from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.tools import SQL

from ..tools import etp

# Beyond this number of statements at once, PostgreSQL gets the memory to add up the hours of thousands of people
# without sorting them on disk (measured by ./regie bench hours: 130 statements, 500 000 hours).
NETWORK_STATEMENTS = 20


class RegieIaeStatement(models.Model):
    """The figures of the statements: one SQL statement for all of them, 25 people or 13 000."""

    _inherit = "regie.iae.statement"

    def _compute_figures(self):
        """Write the lines and the totals of the drafts in ``self``, month by month, from the hours.

        Lines are written by PostgreSQL itself (INSERT … SELECT): a network has 13 000 of them every month.
        Totals are then rounded in exact decimals. Raises UserError INS-M06 on a validated statement.
        """
        self.check_access("write")
        self._check_draft()
        if not self:
            return
        self.flush_recordset()
        self.env["account.analytic.line"]._flush_insertion_hours()
        self.annex_id.flush_recordset()
        self.env["hr.employee"].flush_model(["name", "registration_number", "birthday"])
        self.env["regie.iae.statement.line"].flush_model()
        exclusions = self._take_exclusions()
        totals = {}
        for month, statements in self.grouped("date_month").items():
            totals.update(statements._insert_lines(month))
        self.env["regie.iae.statement.line"].invalidate_model(flush=False)
        self.invalidate_recordset(["line_ids", "difference_ids"], flush=False)
        self._restore_exclusions(exclusions)
        for statement in self:
            statement.write(statement._prepare_figures_vals(*totals.get(statement.id, (0, 0, 0, 0, 0))))
        self._update_eligible()

    def _hours_per_employee_query(self, month):
        """SELECT of the hours of the month per statement and employee, for all the statements of ``self``.

        Columns: statement_id, hours_basis, employee_id, hours, insertion_hours, corrected_hours. The rules are those of
        ``_insertion_hours_query``; the days of each person under an annex are worked out first, so that a month of the
        whole network is read in one pass (13 000 people: as fast as the shortest SQL that gives their totals).
        """
        lines = self.env["account.analytic.line"]
        return SQL(
            """
            WITH posting AS MATERIALIZED (
                SELECT statement.id AS statement_id, annex.hours_basis, version.employee_id, pass.days,
                       GREATEST(version.date_from, annex.date_start) AS date_from,
                       LEAST(version.date_to, annex.date_end + 1) AS date_to
                  FROM %(versions)s version
                  JOIN regie_iae_annex annex ON annex.agreement_id = version.agreement_id
                  JOIN regie_iae_statement statement ON statement.annex_id = annex.id
             LEFT JOIN %(pass_days)s pass ON pass.employee_id = version.employee_id
                 WHERE statement.id = ANY(%(ids)s)
            ), worksite AS MATERIALIZED (  -- not joined as a table: its few ids would mislead the planner
                SELECT id FROM project_project WHERE worksite_code IS NOT NULL
            )
            SELECT posting.statement_id, posting.hours_basis, line.employee_id,
                   round(SUM(line.unit_amount)::numeric, 2) AS hours,
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
          GROUP BY posting.statement_id, posting.hours_basis, line.employee_id
            """,
            versions=lines._dated_versions_query(),
            pass_days=lines._pass_days_query(),
            ids=list(self.ids),
            companies=list(self.company_id.ids),
            first_day=month,
            last_day=month + relativedelta(months=1, days=-1),
        )

    def _insert_lines(self, month):
        """Insert the lines of the statements of one month; return ``{statement id: totals}``."""
        last_day = month + relativedelta(months=1, days=-1)
        is_network = len(self) > NETWORK_STATEMENTS
        if is_network:
            self.env.cr.execute("SET LOCAL work_mem = '64MB'")
        rows = self.env.execute_query(
            SQL(
                """
                WITH person AS (%(persons)s),
                contract AS (
                    SELECT DISTINCT ON (employee_id)
                           employee_id, iae_form, contract_date_start, contract_date_end
                      FROM hr_version
                     WHERE active AND employee_id IN (SELECT employee_id FROM person)
                       AND contract_date_start <= %(last_day)s
                  ORDER BY employee_id, date_version DESC
                ), inserted AS (
                    INSERT INTO regie_iae_statement_line
                           (statement_id, employee_id, employee_name, registration_number, birth_date, iae_form,
                            contract_date_start, contract_date_end, hours, insertion_hours, corrected_hours,
                            etp_share, is_eligible, create_uid, write_uid, create_date, write_date)
                    SELECT person.statement_id, person.employee_id, employee.name, employee.registration_number,
                           employee.birthday, contract.iae_form, contract.contract_date_start,
                           contract.contract_date_end, person.hours, person.insertion_hours,
                           person.corrected_hours,
                           COALESCE(round(person.insertion_hours * 12 / NULLIF(person.hours_basis, 0), 2), 0),
                           person.insertion_hours > 0, %(uid)s, %(uid)s, %(now)s, %(now)s
                      FROM person
                      JOIN hr_employee employee ON employee.id = person.employee_id
                 LEFT JOIN contract ON contract.employee_id = person.employee_id
                     WHERE person.hours <> 0 OR person.corrected_hours <> 0
                 RETURNING statement_id, hours, insertion_hours, corrected_hours
                )
                SELECT statement_id, COUNT(*) FILTER (WHERE insertion_hours > 0), SUM(hours), SUM(insertion_hours),
                       SUM(corrected_hours)
                  FROM inserted
              GROUP BY statement_id
                """,
                persons=self._hours_per_employee_query(month),
                last_day=last_day,
                uid=self.env.uid,
                now=self.env.cr.now(),
            )
        )
        if is_network:
            self.env.cr.execute("SET LOCAL work_mem TO DEFAULT")
        return {row[0]: row[1:] for row in rows}

    def _take_exclusions(self):
        """Delete the lines; return what was said by hand: ``{(statement id, employee id): reason not eligible}``.

        A next version starts from what was said on the version that it replaces.
        """
        rows = self.env.execute_query(
            SQL(
                """SELECT statement.id, line.employee_id, line.ineligible_reason
                     FROM regie_iae_statement statement
                     JOIN regie_iae_statement_line line ON line.statement_id IN (statement.id, statement.previous_id)
                    WHERE statement.id = ANY(%s) AND line.ineligible_reason <> '' AND NOT line.is_eligible
                 ORDER BY statement.id, line.statement_id""",
                list(self.ids),
            )
        )
        self.env.cr.execute(SQL("DELETE FROM regie_iae_statement_line WHERE statement_id = ANY(%s)", list(self.ids)))
        return {(statement_id, employee_id): reason for statement_id, employee_id, reason in rows}

    def _restore_exclusions(self, exclusions):
        if not exclusions:
            return
        lines = self.env["regie.iae.statement.line"].search([("statement_id", "in", self.ids)])
        for line in lines:
            reason = exclusions.get((line.statement_id.id, line.employee_id.id))
            if reason:
                line.write({"is_eligible": False, "ineligible_reason": reason})

    def _prepare_figures_vals(self, employee_count, hours, insertion_hours, corrected_hours, *_rest):
        """Totals of the statement, in exact decimals."""
        self.ensure_one()
        annex = self.annex_id
        realised = etp.month_etp(insertion_hours, annex.hours_basis)
        conventioned = etp.to_decimal(annex.etp_posts)
        monthly_amount = etp.to_decimal(etp.to_decimal(annex.etp_posts) * etp.to_decimal(annex.unit_amount) / 12)
        return {
            "employee_count": employee_count,
            "hours_worked": hours,
            "hours_declared": insertion_hours,
            "hours_corrected": corrected_hours,
            "hours_basis": annex.hours_basis,
            "etp_realised": realised,
            "etp_conventioned": conventioned,
            "rate": etp.realisation_rate(realised, conventioned),
            "monthly_amount": monthly_amount,
            "computed_on": fields.Datetime.now(),
        }

    def _update_eligible(self):
        """Totals that depend on what is said by hand of the eligibility of the lines."""
        groups = self.env["regie.iae.statement.line"]._read_group(
            [("statement_id", "in", self.ids), ("is_eligible", "=", True)],
            ["statement_id"],
            ["insertion_hours:sum", "__count"],
        )
        eligible = {statement.id: (hours, count) for statement, hours, count in groups}
        for statement in self:
            hours, count = eligible.get(statement.id, (0, 0))
            statement.write({"hours_eligible": hours, "contributing_count": count})

    def _get_current_hours(self):
        """Insertion hours that the hours give today: ``{statement id: Decimal}``, one SQL per month."""
        if not self:
            return {}
        self.check_access("read")
        self.env["account.analytic.line"]._flush_insertion_hours()
        current = {}
        for month, statements in self.grouped("date_month").items():
            rows = self.env.execute_query(
                SQL(
                    "SELECT statement_id, SUM(insertion_hours) FROM (%s) person GROUP BY statement_id",
                    statements._hours_per_employee_query(month),
                )
            )
            current.update(rows)
        return current
