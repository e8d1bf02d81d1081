from odoo import api, models


class RegieResolution(models.Model):
    """A point of the agenda may be about a market: its buyer is then a concerned partner."""

    _inherit = "regie.resolution"

    @api.model
    def _get_source_partner_fields(self):
        return {**super()._get_source_partner_fields(), "regie.market": ["buyer_id", "main_contractor_id"]}
