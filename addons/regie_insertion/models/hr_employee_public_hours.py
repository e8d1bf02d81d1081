from datetime import timedelta

from odoo import fields, models
from odoo.tools import SQL

from .hr_version import GROUP_CONTRACT, IAE_FORMS

DAYS_WITHOUT_HOURS = 7


class HrEmployeePublic(models.Model):
    """What a team leader looks at first: who of the team is under contract and has no hours."""

    _inherit = "hr.employee.public"

    is_missing_hours = fields.Boolean(
        string="Without hours for a week",
        compute="_compute_is_missing_hours",
        search="_search_is_missing_hours",
        groups=GROUP_CONTRACT,
        help="In insertion, under contract today and for the last seven days, without any hour on a worksite in these "
        "days.",
    )

    def _compute_is_missing_hours(self):
        missing = self.search([("id", "in", self.ids), ("is_missing_hours", "=", True)])
        for employee in self:
            employee.is_missing_hours = employee in missing

    def _search_is_missing_hours(self, operator, value):
        if operator != "in":
            return NotImplemented
        self.env["account.analytic.line"]._flush_hours()
        today = fields.Date.context_today(self)
        query = SQL(
            """(SELECT version.employee_id
                  FROM hr_version version
                 WHERE version.active AND version.iae_form IN %(forms)s AND version.contract_date_start <= %(since)s
                   AND COALESCE(version.contract_date_end, 'infinity') >= %(today)s
                   AND NOT EXISTS (
                           SELECT FROM account_analytic_line line
                            WHERE line.employee_id = version.employee_id AND line.project_id IS NOT NULL
                              AND line.date BETWEEN %(since)s AND %(today)s))""",
            since=today - timedelta(days=DAYS_WITHOUT_HOURS),
            today=today,
            forms=IAE_FORMS,
        )
        return [("id", "in" if True in value else "not in", query)]
