from odoo import fields, models


class RegieSkillGridLine(models.Model):
    """Skill of a grid, bound to the skill of the employees so that the result shows in their skills."""

    _name = "regie.skill.grid.line"
    _description = "Skill of a grid"
    _order = "sequence, id"
    _rec_name = "skill_id"

    grid_id = fields.Many2one("regie.skill.grid", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="grid_id.company_id", store=True, precompute=True)
    sequence = fields.Integer(default=10)
    skill_id = fields.Many2one("hr.skill", required=True, ondelete="restrict", index=True)
    pictogram = fields.Char(
        help="What a person who does not read recognises: the name of a Font Awesome icon, as fa-leaf, or one sign."
    )
    description = fields.Char(translate=True, help="What one looks at to give a score.")

    _skill_uniq = models.Constraint("UNIQUE (grid_id, skill_id)", "This skill is already in the grid.")
