import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import remove_accents

#: Words that would tell the queue why somebody pays less. The till shows the name of a price list.
TELLING = ("solidaire", "social", "quotient", "qf", "reduit", "aide", "rsa", "minima", "precaire", "tarif special")


class ProductPricelist(models.Model):
    """A price list that a band of resources uses: its name is seen at the till, so it says nothing."""

    _inherit = "product.pricelist"

    regie_tier_ids = fields.One2many(
        "regie.tariff.tier", "pricelist_id", string="Bands", groups="regie_services.group_tariff"
    )

    @api.constrains("name")
    def _check_neutral_name(self):
        """The name of the list of a band does not say why. (E-TIER-08)"""
        # sudo: whether a band uses the list, whoever renames it
        tiers = self.env["regie.tariff.tier"].sudo().search([("pricelist_id", "in", self.ids)])
        for pricelist in tiers.pricelist_id:
            words = remove_accents((pricelist.name or "").lower())
            if told := next((word for word in TELLING if re.search(rf"\b{word}", words)), None):
                raise ValidationError(
                    self.env._(
                        "The name “%(name)s” is seen at the till and tells why (“%(word)s”): choose a neutral one, such"
                        " as “Grid 1”. (E-TIER-08)",
                        name=pricelist.name,
                        word=told,
                    )
                )

    def _get_partner_pricelist_multi_search_domain_hook(self, company_id):
        """Leave the lists of the bands out of those that anybody gets: Odoo would give the first one to everybody."""
        domain = super()._get_partner_pricelist_multi_search_domain_hook(company_id)
        # sudo: whether a band uses the list, for whoever asks for a price
        tiers = self.env["regie.tariff.tier"].sudo().search([("pricelist_id", "!=", False)])
        return [*domain, ("id", "not in", tiers.pricelist_id.ids)]
