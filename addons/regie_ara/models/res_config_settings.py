from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of self-renovation."""

    _inherit = "res.config.settings"

    ara_location_id = fields.Many2one(related="company_id.ara_location_id", readonly=False)
    ara_project_id = fields.Many2one(related="company_id.ara_project_id", readonly=False)
