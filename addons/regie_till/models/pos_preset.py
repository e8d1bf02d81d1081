from odoo import api, models
from odoo.exceptions import ValidationError


class PosPreset(models.Model):
    """A way of selling (on the spot, to take away): it sets the taxes, never the prices."""

    _inherit = "pos.preset"

    @api.constrains("pricelist_id")
    def _check_no_pricelist(self):
        """A preset with a price list would take the customer's own price away. (E-TIER-06)"""
        for preset in self.filtered("pricelist_id"):
            raise ValidationError(
                self.env._(
                    "The mode %(preset)s must not bear a price list: the customer would lose their own. (E-TIER-06)",
                    preset=preset.name,
                )
            )
