from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the worksites: the rule on plant-protection products."""

    _inherit = "res.config.settings"

    is_zero_phyto_strict = fields.Boolean(related="company_id.is_zero_phyto_strict", readonly=False)
