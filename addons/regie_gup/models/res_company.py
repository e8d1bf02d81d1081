from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with the public holidays that it keeps."""

    _inherit = "res.company"

    has_alsace_moselle_holidays = fields.Boolean(
        string="Public holidays of Alsace-Moselle", help="Good Friday and 26 December are public holidays there."
    )
