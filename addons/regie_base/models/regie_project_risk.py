from odoo import fields, models


class RegieProjectRisk(models.Model):
    """A way for an activity to fail, to be thought of before it starts. Shared by all companies.

    The seven shipped ones are the "counterproductive ideas" of the Louviers workshop.
    """

    _name = "regie.project.risk"
    _description = "Risk of a new activity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    question = fields.Char(translate=True, help="What the team should ask itself.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
