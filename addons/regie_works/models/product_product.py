from odoo import models
from odoo.exceptions import ValidationError

from .product_template import TOLERATED


class ProductProduct(models.Model):
    """The one place that says whether a product may be used."""

    _inherit = "product.product"

    def _get_service_families(self):
        """Return {product: its family of services}, its own or that of the catalogue, in one query."""
        # sudo: whoever quotes does not read the catalogue of services
        types = self.env["regie.service.type"].sudo().search_fetch([("product_id", "in", self.ids)])
        families = {one.product_id.id: one.family_id for one in types}
        none = self.env["regie.service.family"]
        return {product: product.service_family_id or families.get(product._origin.id, none) for product in self}

    def _is_refused_phyto(self, company):
        """Whether a régie refuses this plant-protection product: always when banned, by its own choice otherwise."""
        self.ensure_one()
        if self.phyto_class == "banned":
            return True
        return self.phyto_class in TOLERATED and company.is_zero_phyto_strict

    def _check_zero_phyto(self, company):
        """Refuse the plant-protection products among these, for a régie.

        :raise ValidationError: E-PHYTO-01, naming the first product
        """
        # sudo: the class of a product and the choice of the régie are read by whoever moves it, rights or not
        company = (company or self.env.company).sudo()
        for product in self.sudo():
            if product._is_refused_phyto(company):
                raise ValidationError(
                    self.env._(
                        "%(product)s is a plant-protection product: the régie works with zero phyto, it is neither "
                        "quoted, bought, moved nor used. (E-PHYTO-01)",
                        product=product.display_name,
                    )
                )
