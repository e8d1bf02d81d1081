from odoo import fields, models


class ResCompany(models.Model):
    """A régie, with the neighbourhood that gave it its name."""

    _inherit = "res.company"

    regie_territory_id = fields.Many2one(
        "regie.territory", string="Main territory", help="Neighbourhood in which the régie works first."
    )
