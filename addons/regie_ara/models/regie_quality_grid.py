from odoo import fields, models


class RegieQualityGrid(models.Model):
    """Which grids control works done with a household: their score releases the aid of a landlord."""

    _inherit = "regie.quality.grid"

    is_self_renovation = fields.Boolean(
        string="For self-renovation", help="A control with this grid releases the aid of the landlord."
    )
