from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the régie: since when its declarations to the prefecture are followed here."""

    _inherit = "res.config.settings"

    regie_declaration_since = fields.Date(related="company_id.regie_declaration_since", readonly=False)
