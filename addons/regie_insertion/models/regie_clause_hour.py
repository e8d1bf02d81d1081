from psycopg2 import errors

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL


class RegieClauseHour(models.Model):
    """An hour of the timesheets taken by a clause: once only, says PostgreSQL, unless an agreement covers it."""

    _name = "regie.clause.hour"
    _description = "Hour Counted on a Social Clause"
    _log_access = False
    _rec_name = "line_id"

    line_id = fields.Many2one("account.analytic.line", string="Hour", required=True, readonly=True, ondelete="restrict")
    clause_id = fields.Many2one("regie.clause", required=True, readonly=True, index=True, ondelete="restrict")
    globalisation_id = fields.Many2one(
        "regie.clause.globalisation", string="Agreement", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    month_id = fields.Many2one("regie.clause.month", required=True, readonly=True, index=True, ondelete="restrict")
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="restrict")

    _one_clause_uniq = models.UniqueIndex(
        "(line_id) WHERE globalisation_id IS NULL", "These hours are already counted on another clause. (INS-L03)"
    )
    _line_clause_uniq = models.UniqueIndex("(line_id, clause_id)", "This hour is already counted on this clause.")

    @api.model_create_multi
    def create(self, vals_list):
        """Take hours for a clause; raises INS-L03 for one that another clause has."""
        try:
            with self.env.cr.savepoint():
                hours = super().create(vals_list)
                hours.flush_recordset()
        except errors.UniqueViolation:
            self._raise_taken([vals["line_id"] for vals in vals_list])
        hours._check_agreement()
        return hours

    def write(self, vals):
        """An hour taken is given back, never changed."""
        if vals:
            raise UserError(self.env._("An hour counted on a clause is not changed."))
        return super().write(vals)

    def _check_agreement(self):
        """Raise INS-L03 when the agreement does not cover the clause of the hour and the clause that takes it."""
        for hour in self.filtered("globalisation_id"):
            agreement, line = hour.globalisation_id, hour.line_id
            covered = {hour.clause_id, line.clause_id} <= set(agreement.clause_ids)
            if not (agreement.signed_on and covered and agreement.date_start <= line.date <= agreement.date_end):
                raise ValidationError(self._get_taken_message(line.clause_id))

    @api.model
    def _raise_taken(self, line_ids):
        """Raise INS-L03 with the clause that already has one of the hours."""
        taken = self.search([("line_id", "in", line_ids), ("globalisation_id", "=", False)], limit=1)
        # Another transaction may have taken it a moment ago, out of our sight: it is then its worksite's clause.
        lines = self.env["account.analytic.line"].sudo().browse(line_ids[:1])
        raise ValidationError(self._get_taken_message(taken.clause_id or lines.clause_id))

    @api.model
    def _get_taken_message(self, clause):
        return self.env._(
            "These hours are already counted on the clause %(clause)s. (INS-L03)", clause=clause.reference or ""
        )

    @api.model
    def _take(self, months):
        """Make the hours of ``months`` those that their clauses count today: take the new ones, give back the others.

        Returns the number of hours taken. Raises INS-L03 when one is another clause's already.
        """
        self.flush_model()
        periods = [(month.id, month.clause_id.id, month.date, month._get_last_day()) for month in months]
        if not periods:
            return 0
        judged = self.env["regie.clause"]._judged_hours_query(periods)
        counted = SQL(
            """SELECT judged.line_id, judged.clause_id, judged.globalisation_id, judged.key AS month_id,
                      judged.company_id
                 FROM (%s) judged
                WHERE verdict = 'counted' AND is_validated""",
            judged,
        )
        self.env.cr.execute(
            SQL(
                """DELETE FROM regie_clause_hour taken
                    WHERE taken.month_id = ANY(%s)
                      AND NOT EXISTS (SELECT FROM (%s) counted WHERE counted.line_id = taken.line_id
                                                                 AND counted.clause_id = taken.clause_id)""",
                list(months.ids),
                counted,
            )
        )
        try:
            with self.env.cr.savepoint(flush=False):
                self.env.cr.execute(
                    SQL(
                        """INSERT INTO regie_clause_hour (line_id, clause_id, globalisation_id, month_id, company_id)
                           SELECT line_id, clause_id, globalisation_id, month_id, company_id FROM (%s) counted
                      ON CONFLICT (line_id, clause_id) DO NOTHING""",
                        counted,
                    )
                )
                taken = self.env.cr.rowcount
        except errors.UniqueViolation:
            self._raise_taken([row[0] for row in self.env.execute_query(counted)])
        self.invalidate_model(flush=False)
        return taken
