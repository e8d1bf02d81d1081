import json

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.misc import format_date, formatLang

# How many faults a message lists: beyond, the reader mends the first ones anyway.
MAX_FAULTS = 10


class AccountAnalyticLine(models.Model):
    """The rules of an hour, checked by set-based SQL: two or three statements whatever the size of the batch."""

    _inherit = "account.analytic.line"

    def _check_hours(self):
        """Raise ValidationError with every fault of the hours in ``self`` (HRS-05 to HRS-10)."""
        lines = self.filtered("project_id")
        if not lines:
            return
        lines._lock_hours_months()
        faults = self._find_hours_faults(
            SQL(
                """SELECT line.id AS ref, line.employee_id, line.date, line.unit_amount, line.project_id,
                          line.company_id, line.correction_date IS NOT NULL AS is_correction
                     FROM account_analytic_line line
                    WHERE line.id = ANY(%s)""",
                list(lines.ids),
            )
        )
        self._raise_hours_faults(faults)

    def _check_hours_open(self):
        """Raise ValidationError (HRS-09) if a line of ``self`` is an hour of a validated month."""
        locked_months = {key for key, is_validated in self._lock_hours_months().items() if is_validated}
        if not locked_months:
            return
        faults = [
            (line.id, "HRS-09", self._get_hours_locked_message(line.employee_id.name, line.date))
            for line in self.sudo()  # the rule holds for projects and people that the user may not read
            if line.project_id.worksite_code and (line.company_id.id, line.date.replace(day=1)) in locked_months
        ]
        self._raise_hours_faults(faults)

    def _raise_hours_faults(self, faults):
        if not faults:
            return
        messages = list(dict.fromkeys(message for _ref, _code, message in faults))
        if len(messages) > MAX_FAULTS:
            messages[MAX_FAULTS:] = [self.env._("… and %(count)s more.", count=len(messages) - MAX_FAULTS)]
        raise ValidationError("\n".join(messages))

    def _lock_hours_months(self):
        """Hold the months of the worksite hours of ``self`` until the end of the transaction.

        A share lock: any number of people type at once, but nobody validates meanwhile. Returns
        ``{(company id, first day): is validated}``.
        """
        if not self:
            return {}
        self._flush_hours()
        rows = self.env.execute_query(
            SQL(
                """
                WITH needed AS (
                    SELECT DISTINCT line.company_id, date_trunc('month', line.date)::date AS date
                      FROM account_analytic_line line
                      JOIN project_project project ON project.id = line.project_id
                     WHERE line.id = ANY(%s) AND project.worksite_code IS NOT NULL
                ), held AS MATERIALIZED (
                    SELECT month.company_id, month.date, month.validated_on
                      FROM regie_hours_month month
                      JOIN needed ON needed.company_id = month.company_id AND needed.date = month.date
                  ORDER BY month.id
                       FOR SHARE OF month
                )
                SELECT needed.company_id, needed.date, held.date IS NULL, held.validated_on IS NOT NULL
                  FROM needed
             LEFT JOIN held ON held.company_id = needed.company_id AND held.date = needed.date
              ORDER BY 1, 2
                """,
                list(self.ids),
            )
        )
        missing = [(company_id, day) for company_id, day, is_missing, _validated in rows if is_missing]
        self.env["regie.hours.month"]._ensure_months(missing)
        return {(company_id, day): is_validated for company_id, day, _missing, is_validated in rows}

    def _flush_hours(self):
        self.flush_model(["date", "employee_id", "project_id", "company_id", "unit_amount", "correction_date"])
        self.env["project.project"].flush_model(["worksite_code"])
        self.env["regie.hours.month"].flush_model(["company_id", "date", "validated_on"])
        self.env["hr.version"].flush_model(["employee_id", "active", "contract_date_start", "contract_date_end"])

    @api.model
    def _find_hours_faults_of_values(self, vals_list):
        """Faults of hours that do not exist yet, for a preview: list of ``(index in vals_list, code, message)``.

        Each item needs employee_id, date, unit_amount, project_id and company_id; the items are also summed
        with each other (HRS-05). Nothing is created.
        """
        candidates = [
            {
                "ref": index,
                "employee_id": vals["employee_id"],
                "date": fields.Date.to_string(fields.Date.to_date(vals["date"])),
                "unit_amount": float(vals["unit_amount"]),
                "project_id": vals["project_id"],
                "company_id": vals["company_id"],
                "is_correction": False,
            }
            for index, vals in enumerate(vals_list)
        ]
        self._flush_hours()
        return self._find_hours_faults(
            SQL(
                """SELECT * FROM jsonb_to_recordset(%s::jsonb)
                       AS value(ref integer, employee_id integer, date date, unit_amount float8, project_id integer,
                                company_id integer, is_correction boolean)""",
                json.dumps(candidates),
            ),
            saved=False,
        )

    @api.model
    def _find_hours_faults(self, candidates, saved=True):
        """Check ``candidates``, a SELECT of hours, against every rule in one statement.

        ``candidates`` gives ref, employee_id, date, unit_amount, project_id, company_id, is_correction;
        ``saved`` says that they are already rows of the table. Returns a list of (ref, code, message).
        """
        rows = self.env.execute_query(
            SQL(
                """
                WITH candidate AS (
                    SELECT hour.*, project.worksite_code
                      FROM (%(candidates)s) hour
                      JOIN project_project project ON project.id = hour.project_id
                     WHERE project.worksite_code IS NOT NULL
                ), counted AS (
                    SELECT line.employee_id, line.date, line.project_id, line.unit_amount
                      FROM account_analytic_line line
                     WHERE line.project_id IS NOT NULL
                       AND (line.employee_id, line.date) IN (SELECT employee_id, date FROM candidate)
                    %(unsaved)s
                ), day AS (
                    SELECT employee_id, date, SUM(unit_amount::numeric) AS hours FROM counted GROUP BY 1, 2
                ), worksite_day AS (
                    SELECT employee_id, date, project_id, SUM(unit_amount::numeric) AS hours
                      FROM counted GROUP BY 1, 2, 3
                ), verdict AS (
                    SELECT candidate.*, employee.name AS employee_name, day.hours AS day_hours,
                           round(worksite_day.hours, 2) AS worksite_hours,
                           ARRAY_REMOVE(ARRAY[
                               CASE WHEN round(day.hours, 2) > 24 THEN 'HRS-05' END,
                               CASE WHEN NOT is_correction AND round(unit_amount::numeric, 2) <= 0 THEN 'HRS-06' END,
                               CASE WHEN NOT EXISTS (
                                        SELECT FROM hr_version version
                                         WHERE version.employee_id = candidate.employee_id AND version.active
                                           AND version.contract_date_start <= candidate.date
                                           AND COALESCE(version.contract_date_end, 'infinity') >= candidate.date
                                    ) THEN 'HRS-07' END,
                               CASE WHEN NOT is_correction AND month.validated_on IS NOT NULL THEN 'HRS-09' END,
                               CASE WHEN is_correction AND round(worksite_day.hours, 2) < 0 THEN 'HRS-10' END,
                               CASE WHEN is_correction AND month.validated_on IS NULL THEN 'HRS-11' END
                           ], NULL) AS codes
                      FROM candidate
                 LEFT JOIN hr_employee employee ON employee.id = candidate.employee_id
                 LEFT JOIN day ON day.employee_id = candidate.employee_id AND day.date = candidate.date
                 LEFT JOIN worksite_day ON worksite_day.employee_id = candidate.employee_id
                                       AND worksite_day.date = candidate.date
                                       AND worksite_day.project_id = candidate.project_id
                 LEFT JOIN regie_hours_month month ON month.company_id = candidate.company_id
                                                  AND month.date = date_trunc('month', candidate.date)::date
                )
                SELECT ref, codes, employee_name, date, unit_amount, day_hours, worksite_hours, worksite_code,
                       (SELECT MAX(version.contract_date_end) FROM hr_version version
                         WHERE version.employee_id = verdict.employee_id AND version.active
                           AND version.contract_date_end < verdict.date)
                  FROM verdict
                 WHERE codes <> '{}'
              ORDER BY date, ref
                """,
                candidates=candidates,
                unsaved=SQL("")
                if saved
                else SQL("UNION ALL SELECT employee_id, date, project_id, unit_amount FROM candidate"),
            )
        )
        return [(row[0], code, self._get_hours_fault_message(code, *row[2:])) for row in rows for code in row[1]]

    @api.model
    def _get_hours_fault_message(
        self, code, person, day, hours, day_hours, worksite_hours, worksite_code, contract_end
    ):
        """The sentence of a fault: who, which day, what is wrong and what to do."""
        day_text = format_date(self.env, day)
        if code == "HRS-05":
            return self.env._(
                "%(person)s would have %(hours)s hours on %(day)s: a day has 24. "
                "Look for the line typed twice or on the wrong day. (HRS-05)",
                person=person,
                hours=formatLang(self.env, day_hours, digits=2),
                day=day_text,
            )
        if code == "HRS-06":
            return self.env._(
                "%(hours)s hours for %(person)s on %(day)s (%(worksite)s): hours must be positive. "
                "Type the hours worked, or delete the line. (HRS-06)",
                person=person,
                hours=formatLang(self.env, hours, digits=2),
                day=day_text,
                worksite=worksite_code,
            )
        if code == "HRS-07":
            return self._get_hours_contract_message(person, day_text, contract_end)
        if code == "HRS-09":
            return self._get_hours_locked_message(person, day)
        if code == "HRS-10":
            return self.env._(
                "The correction would leave %(hours)s hours to %(person)s on %(day)s (%(worksite)s): "
                "the hours of a day on a worksite cannot go below zero. Take away fewer hours. (HRS-10)",
                person=person,
                hours=formatLang(self.env, worksite_hours, digits=2),
                day=day_text,
                worksite=worksite_code,
            )
        return self.env._(
            "The month of %(day)s (%(person)s) is still open: change the line itself, "
            "a correction is for a validated month. (HRS-11)",
            person=person,
            day=day_text,
        )

    @api.model
    def _get_hours_contract_message(self, person, day_text, contract_end):
        if contract_end:
            return self.env._(
                "%(person)s has no contract on %(day)s: the last one ended on %(end)s. "
                "Check the day and the person, or have the contract renewed first. (HRS-07)",
                person=person,
                day=day_text,
                end=format_date(self.env, contract_end),
            )
        return self.env._(
            "%(person)s has no contract on %(day)s. "
            "Check the day and the person, or have the contract entered first. (HRS-07)",
            person=person,
            day=day_text,
        )

    @api.model
    def _get_hours_locked_message(self, person, day):
        return self.env._(
            "The hours of %(month)s are validated: those of %(person)s on %(day)s no longer change. "
            "Ask the director for a dated correction (Insertion > Hours > Correct hours). (HRS-09)",
            month=format_date(self.env, day, date_format="MMMM y"),
            person=person,
            day=format_date(self.env, day),
        )
