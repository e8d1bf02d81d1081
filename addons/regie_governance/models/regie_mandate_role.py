from odoo import fields, models


class RegieMandateRole(models.Model):
    """What somebody does in an organ: president, treasurer, secretary, administrator, delegate."""

    _name = "regie.mandate.role"
    _description = "Function in an organ"
    _order = "sequence, id"

    code = fields.Char(required=True, help="Short name of the function in spreadsheets and files.")
    name = fields.Char(required=True, translate=True)
    is_unique = fields.Boolean(
        string="One holder at a time", help="A second holder in the same organ is refused. (GOV-011)"
    )
    is_declared = fields.Boolean(
        string="Declared to the prefecture",
        help="The start and the end of such a mandate are declared within three months (law of 1901, article 5).",
    )
    is_leading = fields.Boolean(string="Leading function", help="An employee of the régie may not hold it.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "Another function already bears this code.")
