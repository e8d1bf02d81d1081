from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the tool library."""

    _inherit = "res.config.settings"

    regie_deposit_account = fields.Char(related="company_id.regie_deposit_account", readonly=False)
