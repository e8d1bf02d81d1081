from odoo import fields, models
from odoo.tools import SQL

from ..models.hr_version import IAE_FORMS


class RegieHoursAnomaly(models.Model):
    """What looks wrong in a month of hours: read straight from the hours, it disappears when they are mended."""

    _name = "regie.hours.anomaly"
    _description = "Point to check in a month of hours"
    _auto = False
    _order = "kind, employee_id, date, id"

    month_id = fields.Many2one("regie.hours.month", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    kind = fields.Selection(
        [
            ("1_no_contract", "Hours outside the contract"),
            ("2_no_agreement", "Hours under a PASS IAE that no agreement declares"),
            ("3_no_activity", "Hours without activity"),
            ("4_no_hours", "Person under contract without hours"),
            ("5_day_off", "Hours on a day off"),
        ],
        string="Point to check",
        readonly=True,
    )
    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    date = fields.Date(string="Day", readonly=True)
    hours = fields.Float(digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        """Union of the checks; each gives month, company, kind, employee, worksite, day and hours."""
        return SQL(
            """SELECT ROW_NUMBER() OVER (ORDER BY month_id, kind, employee_id, date, project_id) AS id, point.*
                 FROM (%s) point""",
            SQL(" UNION ALL ").join(self._get_anomaly_queries()),
        )

    def _get_anomaly_queries(self):
        """One SELECT per check: extend the list to check something more."""
        return [
            self._hours_query("1_no_contract", SQL("NOT %s", self._has_contract())),
            self._hours_query("2_no_agreement", SQL("hour.is_insertion AND hour.agreement_id IS NULL")),
            self._hours_query("3_no_activity", SQL("hour.activity_account_id IS NULL")),
            self._no_hours_query(),
            self._hours_query("5_day_off", self._is_day_off()),
        ]

    def _hours_query(self, kind, condition):
        return SQL(
            """SELECT month.id AS month_id, month.company_id, %s AS kind, hour.employee_id, hour.project_id, hour.date,
                      hour.unit_amount AS hours
                 FROM regie_hours_month month
                 JOIN (%s) hour ON hour.company_id = month.company_id
                               AND hour.date >= month.date AND hour.date < month.date + INTERVAL '1 month'
                WHERE %s""",
            kind,
            self.env["account.analytic.line"]._insertion_hours_query(),
            condition,
        )

    def _has_contract(self):
        return SQL(
            """EXISTS (SELECT FROM hr_version version
                        WHERE version.employee_id = hour.employee_id AND version.active
                          AND version.contract_date_start <= hour.date
                          AND COALESCE(version.contract_date_end, 'infinity') >= hour.date)"""
        )

    def _is_day_off(self):
        """Sundays, and the days that the working calendars of the company close for everybody."""
        return SQL(
            """(EXTRACT(isodow FROM hour.date) = 7 OR EXISTS (
                    SELECT FROM resource_calendar_leaves closed
                     WHERE closed.resource_id IS NULL AND closed.company_id = hour.company_id
                       AND hour.date + TIME '12:00' BETWEEN closed.date_from AND closed.date_to))"""
        )

    def _no_hours_query(self):
        """People in insertion without hours: permanent staff type none, and are no point to check."""
        return SQL(
            """SELECT month.id, month.company_id, '4_no_hours', employee.id, NULL::integer, NULL::date, NULL::float8
                 FROM regie_hours_month month
                 JOIN hr_employee employee ON employee.company_id = month.company_id AND employee.active
                WHERE EXISTS (SELECT FROM hr_version version
                               WHERE version.employee_id = employee.id AND version.active
                                 AND version.iae_form IN %(forms)s
                                 AND version.contract_date_start < month.date + INTERVAL '1 month'
                                 AND COALESCE(version.contract_date_end, 'infinity') >= month.date)
                  AND NOT EXISTS (SELECT FROM account_analytic_line line
                                   WHERE line.employee_id = employee.id AND line.project_id IS NOT NULL
                                     AND line.date >= month.date AND line.date < month.date + INTERVAL '1 month')""",
            forms=IAE_FORMS,
        )
