from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import etp

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
