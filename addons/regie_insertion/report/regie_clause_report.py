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
        string="Clause hours", readonly=True, digits=(16, 2), help="Hours that count for the clause."
    )
    hours_qpv = fields.Float(string="QPV hours", readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        """The verdicts on the hours, grouped: the figures are those of ``_read_figures``."""
        return SQL("%s %s %s", self._select(), self._from(), self._group_by())

    def _select(self):
        return SQL(
            """SELECT MIN(judged.line_id) AS id, judged.clause_id, clause.buyer_id, judged.company_id,
                      judged.project_id, date_trunc('month', judged.date)::date AS date, SUM(judged.hours) AS hours,
                      COALESCE(SUM(judged.hours) FILTER (WHERE verdict = 'counted'), 0) AS hours_insertion,
                      COALESCE(SUM(judged.hours) FILTER (WHERE verdict = 'counted' AND is_qpv), 0) AS hours_qpv"""
        )

    def _from(self):
        # Only the hours of the clause's own worksites: those that an agreement brings are another clause's rows.
        judged = self.env["regie.clause"]._judged_hours_query(shared=False)
        return SQL("FROM (%s) judged JOIN regie_clause clause ON clause.id = judged.clause_id", judged)

    def _group_by(self):
        return SQL(
            """GROUP BY judged.clause_id, clause.buyer_id, judged.company_id, judged.project_id,
                        date_trunc('month', judged.date)"""
        )
