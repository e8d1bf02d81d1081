from odoo import fields, models


class RegieStockProduct(models.AbstractModel):
    """A kind of thing of the régie that gets its storable product on the day it first goes into stock."""

    _name = "regie.stock.product"
    _description = "Kind with its product"

    product_id = fields.Many2one(
        "product.product",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="Made when the first one goes into stock.",
    )

    def _require_product(self):
        """The product of the kind, made if there is none yet, named in every language of the database."""
        self.ensure_one()
        if not self.product_id:
            # sudo: whoever keeps the kinds of things does not manage the products
            kind = self.sudo()
            kind.product_id = self.env["product.product"].sudo().create(self._prepare_product_vals())
            for code, _name in self.env["res.lang"].get_installed():
                kind.product_id.with_context(lang=code).name = kind.with_context(lang=code).name
        return self.product_id

    def _prepare_product_vals(self):
        return {
            "name": self.name,
            "type": "consu",
            "is_storable": True,
            "sale_ok": False,
            "purchase_ok": False,
            "company_id": False,
        }
