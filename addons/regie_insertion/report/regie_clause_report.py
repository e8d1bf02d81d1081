from odoo import fields, models
from odoo.tools import SQL


class RegieClauseReport(models.Model):
    """Hours of the social clauses by month and worksite, in totals: nobody is named here."""

    _name = "regie.clause.report"
    _description = "Analysis of the Social Clauses"
    _auto = False
    _order = "date desc, clause_id"

    clause_id = fields.Many2one("regie.clause", readonly=True)
    buyer_id = fields.Many2one("res.partner", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    project_id = fields.Many2one("project.project", string="Worksite", readonly=True)
    date = fields.Date(string="Month", readonly=True)
    hours = fields.Float(string="Hours worked", readonly=True, digits=(16, 2))
    hours_insertion = fields.Float(
        string="Clause hours", readonly=True, digits=(16, 2), help="Insertion hours between the clause's dates."
    )
    hours_qpv = fields.Float(string="QPV hours", readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        """The hours of the timesheets that have a clause, grouped; the figures are those of ``_read_figures``."""
        return SQL("%s %s %s", self._select(), self._from(), self._group_by())

    def _select(self):
        return SQL(
            """SELECT MIN(entry.id) AS id, entry.clause_id, clause.buyer_id, entry.company_id, entry.project_id,
                      date_trunc('month', entry.date)::date AS date, SUM(entry.unit_amount) AS hours,
                      COALESCE(SUM(entry.unit_amount) FILTER (WHERE %(counted)s), 0) AS hours_insertion,
                      COALESCE(SUM(entry.unit_amount) FILTER (WHERE %(counted)s AND entry.is_qpv), 0) AS hours_qpv""",
            counted=SQL(
                """entry.is_insertion AND entry.date BETWEEN clause.date_start AND clause.date_end
                   AND (COALESCE(clause.eligibility_months, 0) = 0
                        OR entry.date < first_day.date + make_interval(months => clause.eligibility_months))"""
            ),
        )

    def _from(self):
        lines = self.env["account.analytic.line"]
        hours = lines._insertion_hours_query(SQL("line.clause_id IS NOT NULL"), columns=("clause_id",))
        return SQL(
            """FROM (%(hours)s) entry
               JOIN regie_clause clause ON clause.id = entry.clause_id AND clause.company_id = entry.company_id
          LEFT JOIN (%(first_day)s) first_day ON first_day.employee_id = entry.employee_id""",
            hours=hours,
            first_day=self.env["regie.clause"]._first_day_query(limited=True),
        )

    def _group_by(self):
        return SQL(
            """GROUP BY entry.clause_id, clause.buyer_id, entry.company_id, entry.project_id,
                        date_trunc('month', entry.date)"""
        )
