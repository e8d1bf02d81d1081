from odoo import api, fields, models
from odoo.exceptions import ValidationError
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

    is_training = fields.Boolean(
        string="Training worksite",
        help="Its hours are training hours: they count for a clause only if the market says so.",
    )

    @api.constrains("clause_id", "company_id")
    def _check_clause_company(self):
        self._check_same_company("clause_id")

    def _check_same_company(self, fname):
        """Raise when the record that ``fname`` designates belongs to another régie than the worksite."""
        for project in self:
            # Read without rules: the record of another régie is exactly what the reader may not see.
            company = project.sudo()[fname].company_id
            if project.company_id and company and company != project.company_id:
                raise ValidationError(
                    self.env._(
                        "The worksite %(worksite)s and its %(field)s do not belong to the same régie.",
                        worksite=project.display_name,
                        field=self._fields[fname]._description_string(self.env),
                    )
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
