from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import etp
from .regie_iae_absence import PAID_KINDS, SICK_KINDS

# Beyond this number of statements at once, PostgreSQL gets the memory to add up the hours of thousands of people
# without sorting them on disk (measured by ./regie bench statement: 130 statements, 500 000 hours).
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
        self.env["hr.version"].flush_model(["iae_form", "contract_date_start", "contract_date_end", "wage"])
        self._flush_absences_and_exits()
        self.env["regie.iae.statement.line"].flush_model()
        exclusions = self._take_exclusions()
        totals, on_rsa = {}, {}
        for month, statements in self.grouped("date_month").items():
            totals.update(statements._insert_lines(month))
            on_rsa.update(statements._count_rsa(month))
        self.env["regie.iae.statement.line"].invalidate_model(flush=False)
        self.invalidate_recordset(["line_ids", "difference_ids"], flush=False)
        self._restore_exclusions(exclusions)
        for statement in self:
            vals = statement._prepare_figures_vals(*totals.get(statement.id, (0, 0, 0, 0, 0, 0)))
            statement.write({**vals, "rsa_count": on_rsa.get(statement.id, 0)})
        self._update_eligible()

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

    def _insert_lines(self, month):
        """Insert the lines of the statements of one month; return ``{statement id: totals}``."""
        is_network = len(self) > NETWORK_STATEMENTS
        if is_network:
            self.env.cr.execute("SET LOCAL work_mem = '64MB'")
        rows = self.env.execute_query(
            SQL(
                """
                WITH person AS (%(persons)s),
                contract AS (
                    SELECT DISTINCT ON (employee_id)
                           employee_id, iae_form, contract_date_start, contract_date_end, wage
                      FROM hr_version
                     WHERE active AND employee_id IN (SELECT employee_id FROM person)
                       AND contract_date_start <= %(last_day)s
                  ORDER BY employee_id, date_version DESC
                ), inserted AS (
                    INSERT INTO regie_iae_statement_line
                           (statement_id, employee_id, employee_name, registration_number, birth_date, iae_form,
                            contract_date_start, contract_date_end, gross_wage, hours, insertion_hours, declared_hours,
                            corrected_hours, leave_hours, sick_hours, unpaid_hours, paid_hours, exit_date,
                            exit_motive_id, etp_share, is_declared, is_eligible,
                            create_uid, write_uid, create_date, write_date)
                    SELECT person.statement_id, person.employee_id, employee.name, employee.registration_number,
                           employee.birthday, contract.iae_form, contract.contract_date_start,
                           contract.contract_date_end, contract.wage, person.hours, person.insertion_hours,
                           person.declared_hours, person.corrected_hours, person.leave_hours, person.sick_hours,
                           person.unpaid_hours, person.paid_hours, person.exit_date, person.exit_motive_id,
                           COALESCE(round(person.declared_hours * 12 / NULLIF(person.hours_basis, 0)::numeric, 2), 0),
                           person.is_declared, person.insertion_hours > 0, %(uid)s, %(uid)s, %(now)s, %(now)s
                      FROM person
                      JOIN hr_employee employee ON employee.id = person.employee_id
                 LEFT JOIN contract ON contract.employee_id = person.employee_id
                     WHERE person.hours <> 0 OR person.corrected_hours <> 0 OR person.is_declared
                        OR person.paid_hours <> 0
                 RETURNING statement_id, hours, declared_hours, corrected_hours, paid_hours, is_declared, exit_date
                )
                SELECT statement_id, COUNT(*) FILTER (WHERE is_declared), SUM(hours), SUM(declared_hours),
                       SUM(corrected_hours), SUM(paid_hours), COUNT(exit_date) FILTER (WHERE is_declared)
                  FROM inserted
              GROUP BY statement_id
                """,
                persons=self._hours_per_employee_query(month),
                last_day=month + relativedelta(months=1, days=-1),
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

    def _prepare_figures_vals(self, employee_count, hours, declared, corrected_hours, paid_hours, exit_count):
        """Totals of the statement, in exact decimals."""
        self.ensure_one()
        annex = self.annex_id
        realised = etp.month_etp(declared, annex.hours_basis)
        conventioned = etp.to_decimal(annex.etp_posts)
        monthly_amount = etp.to_decimal(etp.to_decimal(annex.etp_posts) * etp.to_decimal(annex.unit_amount) / 12)
        return {
            "employee_count": employee_count,
            "hours_worked": hours,
            "hours_paid": paid_hours,
            "hours_declared": declared,
            "exit_count": exit_count,
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
            ["declared_hours:sum", "__count"],
        )
        eligible = {statement.id: (hours, count) for statement, hours, count in groups}
        for statement in self:
            hours, count = eligible.get(statement.id, (0, 0))
            statement.write({"hours_eligible": hours, "contributing_count": count})

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

    @api.model
    def _refresh_drafts(self, months):
        """Compute again the drafts of ``months``, pairs (company, first day), for whoever may write them."""
        if not self.has_access("write"):
            return
        for company, month in months:
            self.search(
                [("company_id", "=", company.id), ("date_month", "=", month), ("validated_on", "=", False)]
            )._compute_figures()
        self.invalidate_model(["is_outdated"], flush=False)
