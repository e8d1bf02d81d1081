from odoo import fields, models


class ResCompany(models.Model):
    """A régie: where it keeps the deposits of its tool library."""

    _inherit = "res.company"

    regie_deposit_account = fields.Char(
        string="Account of deposits received",
        default="165",
        help="Account of the deposits that are cashed: they are owed, not earned. To be checked with the accountant.",
    )
