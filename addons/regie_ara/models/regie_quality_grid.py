from odoo import api, fields, models


class RegieQualityGrid(models.Model):
    """Which grids control works done with a household: their score releases the aid of a landlord."""

    _inherit = "regie.quality.grid"

    is_self_renovation = fields.Boolean(
        string="For self-renovation", help="A control with this grid releases the aid of the landlord."
    )

    @api.model
    def _mark_self_renovation(self):
        """Mark the grid that is shipped for works with residents, unless the régie already chose its own."""
        if not self.with_context(active_test=False).search_count([("is_self_renovation", "=", True)], limit=1):
            self.env.ref("regie_quality.grid_self_rehab").is_self_renovation = True
