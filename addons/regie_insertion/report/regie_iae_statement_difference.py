from odoo import fields, models
from odoo.tools import SQL


class RegieIaeStatementDifference(models.Model):
    """What a version of a monthly statement changes for each person, compared with the version that it replaces."""

    _name = "regie.iae.statement.difference"
    _description = "Change between two versions of a statement"
    _auto = False
    _order = "employee_name, id"
    _rec_name = "employee_name"

    statement_id = fields.Many2one("regie.iae.statement", readonly=True)
    employee_id = fields.Many2one("hr.employee", readonly=True)
    employee_name = fields.Char(string="Name", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    hours_before = fields.Float(digits=(16, 2), readonly=True)
    hours_after = fields.Float(digits=(16, 2), readonly=True)
    hours_change = fields.Float(string="Change", digits=(16, 2), readonly=True)

    @property
    def _table_query(self):
        """Persons whose declared hours differ, those who came in and those who left."""
        return SQL(
            """
            SELECT COALESCE(after_line.id * 2, before_line.id * 2 + 1) AS id, statement.id AS statement_id,
                   statement.company_id, COALESCE(after_line.employee_id, before_line.employee_id) AS employee_id,
                   COALESCE(after_line.employee_name, before_line.employee_name) AS employee_name,
                   COALESCE(before_line.declared_hours, 0) AS hours_before,
                   COALESCE(after_line.declared_hours, 0) AS hours_after,
                   COALESCE(after_line.declared_hours, 0) - COALESCE(before_line.declared_hours, 0) AS hours_change
              FROM regie_iae_statement statement
              JOIN LATERAL (
                       SELECT employee_id FROM regie_iae_statement_line
                        WHERE statement_id IN (statement.id, statement.previous_id) GROUP BY employee_id
                   ) person ON TRUE
         LEFT JOIN regie_iae_statement_line before_line
                ON before_line.statement_id = statement.previous_id AND before_line.employee_id = person.employee_id
         LEFT JOIN regie_iae_statement_line after_line
                ON after_line.statement_id = statement.id AND after_line.employee_id = person.employee_id
             WHERE statement.previous_id IS NOT NULL
               AND COALESCE(before_line.declared_hours, 0) <> COALESCE(after_line.declared_hours, 0)
            """
        )
