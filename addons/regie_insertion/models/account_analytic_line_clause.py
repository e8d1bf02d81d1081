from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL
from odoo.tools.sql import column_exists, create_column


class AccountAnalyticLine(models.Model):
    """An hour keeps the clause that its worksite had when it was entered: one hour, one clause."""

    _inherit = "account.analytic.line"

    clause_id = fields.Many2one(
        "regie.clause",
        string="Social clause",
        compute="_compute_clause_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
        help="The clause of the worksite; an hour serves one clause only.",
    )

    counted_clause_id = fields.Many2one(
        "regie.clause",
        string="Counted on the clause",
        compute="_compute_counted_clause_id",
        search="_search_counted_clause_id",
        groups="regie_insertion.group_insertion_read",
        help="The clause on which the hour really counts: empty for staff, outside the dates or the eligibility.",
    )

    def _auto_init(self):
        """Create the column empty: the ORM would otherwise fill it line by line on a big table."""
        if not column_exists(self.env.cr, self._table, "clause_id"):
            create_column(self.env.cr, self._table, "clause_id", "int4")
        return super()._auto_init()

    @api.depends("project_id")
    def _compute_clause_id(self):
        for line in self:
            line.clause_id = line.project_id.clause_id

    @api.depends("clause_id")
    def _compute_counted_clause_id(self):
        clauses = self.clause_id
        counted = self._find_counted(clauses.ids) if clauses else set()
        for line in self:
            line.counted_clause_id = line.clause_id if line._origin.id in counted else False

    def _search_counted_clause_id(self, operator, value):
        if operator != "in":
            return NotImplemented
        ids = [clause for clause in value if clause]
        return [("id", "in", self._counted_query(ids))] if ids else [("id", "=", False)]

    @api.model
    def _find_counted(self, clause_ids):
        """Ids of the lines that count for the clauses."""
        return {line for [line] in self.env.execute_query(self._counted_query(clause_ids))}

    @api.model
    def _counted_query(self, clause_ids):
        """SELECT of the ids of the lines that count for the clauses, whenever they were worked."""
        judged = self.env["regie.clause"]._judged_hours_query(
            [(clause, clause, "0001-01-01", "9999-12-31") for clause in clause_ids]
        )
        return SQL("(SELECT line_id FROM (%s) judged WHERE verdict = 'counted')", judged)

    @api.model_create_multi
    def create(self, vals_list):
        """Create the lines; refuse an hour given to another clause than its worksite's (INS-L03).

        A correction of a validated month goes into the ledger of its clause at once.
        """
        lines = super().create(vals_list)
        if any("clause_id" in vals for vals in vals_list):
            lines._check_one_clause()
        corrections = lines.filtered(lambda line: line.correction_date and line.clause_id)
        for clause, hours in corrections.grouped("clause_id").items():
            reason = "; ".join(dict.fromkeys(hours.mapped("correction_reason")))
            sources = self.env["regie.clause.globalisation"]._get_sources(clause.ids)
            self.env["regie.clause"].browse(sources)._post_ledger(hours.mapped("date"), reason)
        return lines

    def write(self, vals):
        """Write the lines; refuse an hour given to another clause than its worksite's (INS-L03)."""
        result = super().write(vals)
        if "clause_id" in vals:
            self._check_one_clause()
        return result

    def _check_one_clause(self):
        """Raise INS-L03 when a line was handed to a clause that is not its worksite's."""
        for line in self:
            if line.clause_id != line.project_id.clause_id:
                raise ValidationError(
                    self.env._(
                        "These hours are already counted on the clause %(clause)s. (INS-L03)",
                        clause=line.project_id.clause_id.reference or line.project_id.display_name,
                    )
                )
