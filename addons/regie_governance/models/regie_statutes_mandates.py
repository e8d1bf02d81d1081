from odoo import fields, models


class RegieStatutesMandates(models.Model):
    """What the statutes say of the mandates that follow one another."""

    _inherit = "regie.statutes"

    mandate_gap_days = fields.Integer(
        string="In a row within (days)",
        default=90,
        help="Two mandates of a person are consecutive when the second starts within these days of the end of the"
        " first one.",
    )
