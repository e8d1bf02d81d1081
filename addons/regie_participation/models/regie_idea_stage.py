from odoo import fields, models


class RegieIdeaStage(models.Model):
    """How far an idea has come: received, looked at, kept, under way, done, not kept. Shared by all companies."""

    _name = "regie.idea.stage"
    _description = "Stage of an idea"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean(string="Folded", help="Folded columns show their title only.")
    is_project = fields.Boolean(string="Becomes a project", help="An idea turned into a project comes to this stage.")
    is_closing = fields.Boolean(
        string="No answer awaited", help="Done or not kept: an idea in this stage waits for nothing any more."
    )
