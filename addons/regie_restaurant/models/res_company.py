from odoo import fields, models

VAT_REGIMES = [
    ("taxed", "Subject to VAT"),
    ("exempt", "Exempt: social work without profit (CGI, art. 261, 7)"),
    ("franchise", "Small business exemption (CGI, art. 293 B)"),
]


class ResCompany(models.Model):
    """The régie and the VAT of its restaurant, which its accountant chooses."""

    _inherit = "res.company"

    regie_restaurant_vat = fields.Selection(
        VAT_REGIMES,
        string="VAT of the restaurant",
        default="taxed",
        help="To be confirmed by the accountant: it sets the taxes of the tills that are opened from now on.",
    )
