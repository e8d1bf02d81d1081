from odoo import fields, models


class RegieMonth(models.Model):
    """A month of the year, so that a service can name those in which it comes back."""

    _name = "regie.month"
    _description = "Month of the Year"
    _order = "number"

    number = fields.Integer(required=True)
    name = fields.Char(required=True, translate=True)

    _number_uniq = models.Constraint("UNIQUE (number)", "This month is already there.")
    _number_in_year = models.Constraint("CHECK (number BETWEEN 1 AND 12)", "A month is numbered from 1 to 12.")
