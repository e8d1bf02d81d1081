from odoo import api, models
from odoo.exceptions import ValidationError


class ProductPricelistItem(models.Model):
    """A price of the list of a band: fixed, since the receipt would show a percentage as a discount."""

    _inherit = "product.pricelist.item"

    @api.constrains("compute_price", "pricelist_id")
    def _check_tier_prices(self):
        """Refuse a percentage on the list of a band. (E-TIER-05)"""
        # sudo: whether a band uses the list, whoever writes a price
        tiers = self.env["regie.tariff.tier"].sudo().search([("pricelist_id", "in", self.pricelist_id.ids)])
        if any(item.pricelist_id in tiers.pricelist_id and item.compute_price == "percentage" for item in self):
            raise ValidationError(
                self.env._(
                    "A grid by resources only takes fixed prices: a percentage would appear on the receipt. (E-TIER-05)"
                )
            )
