from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the régie."""

    _inherit = "res.config.settings"

    regie_territory_id = fields.Many2one(related="company_id.regie_territory_id", readonly=False)
