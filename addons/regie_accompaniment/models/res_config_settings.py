from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the régie, with those of the accompaniment."""

    _inherit = "res.config.settings"

    is_case_shared = fields.Boolean(related="company_id.is_case_shared", readonly=False)
