from odoo import fields, models


class RegieGoodPractice(models.Model):
    """A rule that keeps an administrator clear of conflicts of interests, or the law behind it, to be read beside the
    form. Never a legal conclusion: the software applies the good practice of the Movement, whatever the law requires.
    """

    _name = "regie.good.practice"
    _description = "Good practice of administrators"
    _order = "kind, sequence, id"

    code = fields.Char(required=True)
    kind = fields.Selection(
        [("practice", "Rule that each administrator agrees to"), ("law", "Legal background, for information")],
        required=True,
        default="practice",
    )
    name = fields.Char(required=True, translate=True)
    description = fields.Text(translate=True)
    source = fields.Char(translate=True, help="Where it comes from, and on what day it was read.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is already used.")
