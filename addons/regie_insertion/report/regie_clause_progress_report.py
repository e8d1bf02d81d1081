from odoo import fields, models
from odoo.tools import SQL


class RegieClauseProgressReport(models.Model):
    """The clauses side by side: hours due, expected at a steady pace, validated in the ledger. Totals only.

    Both are read at the end of the last validated month, as the progress of the clause itself.
    """

    _name = "regie.clause.progress.report"
    _description = "Progress of the Social Clauses"
    _auto = False
    _order = "date_end, clause_id, series"

    clause_id = fields.Many2one("regie.clause", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    buyer_id = fields.Many2one("res.partner", readonly=True)
    date_end = fields.Date(string="Last day", readonly=True)
    series = fields.Selection(
        [("1_due", "Due"), ("2_expected", "Expected"), ("3_validated", "Validated")], string="Hours of", readonly=True
    )
    hours = fields.Float(readonly=True, digits=(16, 2))

    @property
    def _table_query(self):
        """Three rows per clause; the validated hours are those of its ledger."""
        return SQL(
            """
            SELECT clause.id * 4 + part.number AS id, clause.id AS clause_id, clause.company_id, clause.buyer_id,
                   clause.date_end, part.series, part.hours
              FROM (SELECT clause.*, COALESCE(written.hours, 0) AS validated,
                           clause.hours_target
                           * GREATEST(LEAST(COALESCE(month.day, %(today)s), clause.date_end) - clause.date_start + 1, 0)
                           / NULLIF(clause.date_end - clause.date_start + 1, 0) AS expected
                      FROM regie_clause clause
                 LEFT JOIN (SELECT clause_id, SUM(hours) AS hours FROM regie_clause_ledger GROUP BY clause_id) written
                        ON written.clause_id = clause.id
                 LEFT JOIN (SELECT company_id, (MAX(date) + interval '1 month')::date - 1 AS day
                              FROM regie_hours_month WHERE validated_on IS NOT NULL GROUP BY company_id) month
                        ON month.company_id = clause.company_id
                     WHERE clause.active) clause
        CROSS JOIN LATERAL (VALUES (1, '1_due', clause.hours_target), (2, '2_expected', clause.expected),
                                   (3, '3_validated', clause.validated)) part(number, series, hours)
            """,
            today=fields.Date.context_today(self),
        )

    def action_view_clause(self):
        """Open the clause of this row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.clause",
            "view_mode": "form",
            "res_id": self.clause_id.id,
        }
