from odoo import fields, models


class RegieExercise(models.Model):
    """An exercise and what became of its result."""

    _inherit = "regie.exercise"

    allocation_ids = fields.One2many("regie.allocation", "exercise_id", string="Allocations of the result")
