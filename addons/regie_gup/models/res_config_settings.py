from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the rounds: public holidays."""

    _inherit = "res.config.settings"

    has_alsace_moselle_holidays = fields.Boolean(related="company_id.has_alsace_moselle_holidays", readonly=False)
