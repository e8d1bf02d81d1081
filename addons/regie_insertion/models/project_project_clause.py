from odoo import fields, models
from odoo.tools import SQL


class ProjectProject(models.Model):
    """A worksite: its hours serve at most one social clause."""

    _inherit = "project.project"

    clause_id = fields.Many2one(
        "regie.clause",
        string="Social clause",
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
        tracking=True,
        help="The insertion hours of this worksite count for this clause, from its first day to its last. "
        "Set later, the hours already entered without a clause join it.",
    )

    def write(self, vals):
        """A worksite that joins a clause brings the hours that served none; hours of another clause stay there."""
        if "clause_id" in vals:
            # Hours entered before this change keep the clause that they were entered under.
            self.env["account.analytic.line"].flush_model(["clause_id"])
        result = super().write(vals)
        if "clause_id" in vals:
            self._attach_hours("clause_id")
        return result

    def _attach_hours(self, fname):
        """Give the worksites' ``fname`` to their hours that have none yet, in one statement.

        Done in SQL: the hours may be in a locked month, and nothing of what was worked changes.
        """
        lines = self.env["account.analytic.line"]
        field = lines._fields[fname]
        self.flush_recordset([fname])
        lines.flush_model(["project_id", fname])
        self.env.cr.execute(
            SQL(
                """UPDATE account_analytic_line line SET %(column)s = project.%(column)s
                     FROM project_project project
                    WHERE project.id IN %(ids)s AND line.project_id = project.id
                      AND line.%(column)s IS NULL AND project.%(column)s IS NOT NULL""",
                column=SQL.identifier(fname),
                ids=tuple(self.ids) or (0,),
            )
        )
        lines.invalidate_model([field.name])
