from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the fees in the accounts."""

    _inherit = "res.config.settings"

    membership_fee_product_id = fields.Many2one(related="company_id.membership_fee_product_id", readonly=False)
