from odoo import fields, models

CATEGORIES = [
    ("durable", "Lasting job"),
    ("transition", "Transition job"),
    ("positive", "Positive exit"),
    ("other", "Other exit"),
    ("withdrawn", "Withdrawn from the exits counted"),
]


class RegieInsertionExitMotive(models.Model):
    """Motive of an exit, in one of the five categories of the ASP.

    The full list of codes of the ASP was not published: the régie fills in the codes that its extranet shows.
    """

    _name = "regie.insertion.exit.motive"
    _description = "Motive of exit"
    _order = "category, sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(string="ASP code", help="Code of the motive in the extranet of the ASP. Empty: not known.")
    category = fields.Selection(CATEGORIES, required=True, help="Decides whether the exit is dynamic.")
    sequence = fields.Integer(default=10)
    date_start = fields.Date(string="Valid from")
    date_end = fields.Date(string="Valid to")
    active = fields.Boolean(default=True)
