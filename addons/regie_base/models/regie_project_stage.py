from odoo import fields, models


class RegieProjectStage(models.Model):
    """How far a new activity has come: idea, test, ephemeral, permanent, stopped. Shared by all companies."""

    _name = "regie.project.stage"
    _description = "Stage of a project canvas"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean(string="Folded", help="Folded columns show their title only.")
    description = fields.Char(translate=True, help="What makes a project enter this stage.")
