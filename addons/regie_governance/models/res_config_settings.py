from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """The settings of the association."""

    _inherit = "res.config.settings"

    rna_number = fields.Char(related="company_id.rna_number", readonly=False)
    intervention_territory_ids = fields.Many2many(related="company_id.intervention_territory_ids", readonly=False)
