from odoo import api, fields, models
from odoo.exceptions import ValidationError
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

    def _auto_init(self):
        """Create the column empty: the ORM would otherwise fill it line by line on a big table."""
        if not column_exists(self.env.cr, self._table, "clause_id"):
            create_column(self.env.cr, self._table, "clause_id", "int4")
        return super()._auto_init()

    @api.depends("project_id")
    def _compute_clause_id(self):
        for line in self:
            line.clause_id = line.project_id.clause_id

    @api.model_create_multi
    def create(self, vals_list):
        """Create the lines; refuse an hour given to another clause than its worksite's (INS-L03)."""
        lines = super().create(vals_list)
        if any("clause_id" in vals for vals in vals_list):
            lines._check_one_clause()
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
                        "The hours of the worksite %(worksite)s are already counted on its own clause. (INS-L03)",
                        worksite=line.project_id.display_name,
                    )
                )
