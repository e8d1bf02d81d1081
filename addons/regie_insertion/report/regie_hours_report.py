from odoo import fields, models
from odoo.tools import SQL


class RegieHoursReport(models.Model):
    """Analysis of the hours of the worksites: by person, team, worksite, activity and month."""

    _name = "regie.hours.report"
    _description = "Analysis of hours"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "date"

    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    department_id = fields.Many2one("hr.department", string="Team", readonly=True)
    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    activity_id = fields.Many2one("regie.activity", readonly=True)
    agreement_id = fields.Many2one("regie.iae.agreement", readonly=True)
    territory_id = fields.Many2one(
        "regie.territory", string="Residence", readonly=True, groups="regie_insertion.group_insertion_user"
    )
    hours = fields.Float(digits=(16, 2), readonly=True)
    corrected_hours = fields.Float(string="Of which corrections", digits=(16, 2), readonly=True)
    # Whether a person has a PASS IAE and where they live is read by those who keep it, per person or not.
    insertion_hours = fields.Float(digits=(16, 2), readonly=True, groups="regie_insertion.group_insertion_user")
    qpv_hours = fields.Float(
        string="QPV insertion hours", digits=(16, 2), readonly=True, groups="regie_insertion.group_insertion_user"
    )

    @property
    def _table_query(self):
        """One row per line of hours; the parts can be extended by the addons below."""
        return SQL("SELECT %s FROM %s", self._select(), self._from())

    def _select(self):
        return SQL(
            """hour.id, hour.date, hour.company_id, hour.employee_id, hour.department_id, hour.project_id,
               hour.partner_id, activity.id AS activity_id, hour.agreement_id, hour.territory_id,
               hour.unit_amount AS hours,
               CASE WHEN hour.correction_date IS NOT NULL THEN hour.unit_amount ELSE 0 END AS corrected_hours,
               CASE WHEN hour.is_insertion THEN hour.unit_amount ELSE 0 END AS insertion_hours,
               CASE WHEN hour.is_insertion AND hour.is_qpv THEN hour.unit_amount ELSE 0 END AS qpv_hours"""
        )

    def _from(self):
        hours = self.env["account.analytic.line"]._insertion_hours_query(columns=self._get_line_columns())
        return SQL(
            "(%s) hour LEFT JOIN regie_activity activity ON activity.analytic_account_id = hour.activity_account_id",
            hours,
        )

    def _get_line_columns(self):
        """Columns of the line that the analysis needs besides those of the insertion query."""
        return ["department_id", "partner_id"]
