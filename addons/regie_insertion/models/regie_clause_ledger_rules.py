from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL, format_date
from odoo.tools.misc import formatLang

from ..tools.clause import to_decimal

# Hours are typed in minutes and written in hundredths: what the rounding of a person's clauses may add in a month.
ROUNDING = to_decimal("0.05")


class RegieClauseLedger(models.Model):
    """The rules of an hour of a clause (INS-L01 to INS-L06), checked before a row enters the ledger."""

    _inherit = "regie.clause.ledger"

    @api.model
    def _check_rows(self, rows, months):
        """Raise the first rule that a row breaks, in the order of their codes."""
        entries = [row for row in rows if row["kind"] == "entry"]
        self._check_market_days(entries, months)
        self._check_eligible(entries)
        self._check_hours_left(rows)
        for row in entries:
            if not (row["pass_id"] or row["eligibility_id"]):
                raise ValidationError(self.env._("The proof of eligibility is required before validation. (INS-L05)"))
            if to_decimal(row["hours"]) <= 0:
                raise ValidationError(self.env._("The number of hours must be positive. (INS-L06)"))

    @api.model
    def _check_market_days(self, rows, months):
        for month in months.browse({row["month_id"] for row in rows}):
            clause = month.clause_id
            if month._get_last_day() < clause.date_start or month.date > clause.date_end:
                raise ValidationError(self.env._("The hours are outside the period of the market. (INS-L01)"))

    @api.model
    def _check_eligible(self, rows):
        for clause in self.env["regie.clause"].browse({row["clause_id"] for row in rows}):
            people = self.env["hr.employee"].browse(
                {row["employee_id"] for row in rows if row["clause_id"] == clause.id}
            )
            refused = (
                {person: clause._get_first_refused(person)[clause.id] for person in people}
                if (clause.eligibility_months or clause.months_after_cdi)
                else {}
            )
            for row in rows:
                day = refused.get(people.browse(row["employee_id"])) if row["clause_id"] == clause.id else None
                if day and row["date_month"] >= day:
                    raise ValidationError(
                        self.env._(
                            "%(person)s is no longer eligible for the clause since %(date)s. (INS-L02)",
                            person=people.browse(row["employee_id"]).name,
                            date=format_date(self.env, day, date_format="dd/MM/yyyy"),
                        )
                    )

    @api.model
    def _check_hours_left(self, rows):
        """INS-L03 or INS-L04: the hours of a person and month are no more than those worked, on one clause each."""
        people = sorted({row["employee_id"] for row in rows})
        months = sorted({row["date_month"] for row in rows})
        worked = self._read_worked(people, months)
        written = self._read_written(people, months)
        for row in rows:
            key = row["employee_id"], row["date_month"]
            own = written.setdefault((*key, row["clause_id"]), to_decimal(0)) + to_decimal(row["hours"])
            written[(*key, row["clause_id"])] = own
            if own > worked.get(key, 0) + ROUNDING:
                raise ValidationError(
                    self.env._(
                        "The clause hours (%(clause)s) exceed the hours worked (%(worked)s). (INS-L04)",
                        clause=formatLang(self.env, float(own), digits=2),
                        worked=formatLang(self.env, float(worked.get(key, 0)), digits=2),
                    )
                )
            others = {
                clause: hours
                for (person, month, clause), hours in written.items()
                if (person, month) == key and clause != row["clause_id"] and hours
            }
            if others and own + sum(others.values()) > worked[key] + ROUNDING:
                clauses = self.env["regie.clause"].browse({row["clause_id"], *others})
                if not clauses._are_globalised(row["date_month"]):
                    raise ValidationError(self.env["regie.clause.hour"]._get_taken_message(clauses.browse(max(others))))

    @api.model
    def _read_worked(self, people, months):
        """``{(employee id, month): hours}`` worked on the worksites."""
        self.env["account.analytic.line"]._flush_insertion_hours()
        return {
            (employee, month): to_decimal(hours)
            for employee, month, hours in self.env.execute_query(
                SQL(
                    """SELECT line.employee_id, month.day, round(SUM(line.unit_amount)::numeric, 6)
                         FROM account_analytic_line line
                         JOIN unnest(%s::date[]) AS month(day)
                           ON line.date >= month.day AND line.date < month.day + interval '1 month'
                         JOIN project_project project ON project.id = line.project_id
                                                     AND project.worksite_code IS NOT NULL
                        WHERE line.employee_id = ANY(%s)
                     GROUP BY line.employee_id, month.day""",
                    months,
                    people,
                )
            )
        }

    @api.model
    def _read_written(self, people, months):
        """``{(employee id, month, clause id): hours}`` already in the ledger."""
        return {
            (employee, month, clause): to_decimal(hours)
            for employee, month, clause, hours in self.env.execute_query(
                SQL(
                    """SELECT employee_id, date_month, clause_id, round(SUM(hours)::numeric, 6)
                         FROM regie_clause_ledger
                        WHERE employee_id = ANY(%s) AND date_month = ANY(%s::date[])
                     GROUP BY employee_id, date_month, clause_id""",
                    people,
                    months,
                )
            )
        }
