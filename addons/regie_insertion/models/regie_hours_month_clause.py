from odoo import models
from odoo.tools import SQL


class RegieHoursMonth(models.Model):
    """The validation of a month writes it into the ledgers of the clauses that have hours in it."""

    _inherit = "regie.hours.month"

    def _validate(self):
        result = super()._validate()
        for month in self:
            month._get_clauses()._post_ledger([month.date])
        return result

    def _get_clauses(self):
        """The clauses that may count hours of the month: those of its lines, and those of their agreements."""
        self.ensure_one()
        self.env["account.analytic.line"].flush_model(["clause_id", "date", "company_id"])
        rows = self.env.execute_query(
            SQL(
                """SELECT DISTINCT clause_id FROM account_analytic_line
                    WHERE clause_id IS NOT NULL AND company_id = %s AND date BETWEEN %s AND %s""",
                self.company_id.id,
                self.date,
                self._get_last_day(),
            )
        )
        ids = [clause for [clause] in rows]
        return self.env["regie.clause"].browse(self.env["regie.clause.globalisation"]._get_sources(ids) if ids else [])
