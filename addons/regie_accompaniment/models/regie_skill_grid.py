from odoo import api, fields, models


class RegieSkillGrid(models.Model):
    """Grid of the skills of a trade: what a team leader looks at, line by line, with each person of the team."""

    _name = "regie.skill.grid"
    _description = "Grid of skills"
    _order = "sequence, name, id"
    _check_company_auto = True

    name = fields.Char(string="Trade", required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", help="Grid of one régie. Empty: of all of them.")
    department_ids = fields.Many2many(
        "hr.department", string="Teams", help="Teams for which this grid is proposed first.", check_company=True
    )
    scale_max = fields.Integer(
        string="Scale",
        required=True,
        default=10,
        help="Highest score. Evaluations already made keep theirs: progress is read in percents.",
    )
    line_ids = fields.One2many("regie.skill.grid.line", "grid_id", string="Skills", copy=True)

    _scale_check = models.Constraint("CHECK (scale_max BETWEEN 2 AND 20)", "A scale goes from 2 to 20 points.")

    @api.model
    def _get_for_employee(self, employee):
        """Grid proposed for a person: that of the last evaluation, else of the team, else the first one."""
        # sudo: only the grid of the last evaluation is read, by whoever begins the next one
        last = self.env["regie.skill.evaluation"].sudo().search([("employee_id", "=", employee.id)], limit=1)
        team = employee.department_id
        return (
            last.grid_id.sudo(False)
            or (team and self.search([("department_ids", "parent_of", team.ids)], limit=1))
            or self.search([], limit=1)
        )
