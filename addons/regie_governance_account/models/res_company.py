from odoo import fields, models


class ResCompany(models.Model):
    """The product by which the fees of the members are invoiced: it carries their account."""

    _inherit = "res.company"

    membership_fee_product_id = fields.Many2one(
        "product.product",
        string="Product of the fees",
        domain="[('type', '=', 'service')]",
        help="Its income account receives the fees. Empty: the product “Membership fee”.",
    )

    def _get_membership_fee_product(self):
        """Return the product of the fees of a régie: its own, else the one that comes with the addon."""
        self.ensure_one()
        return self.membership_fee_product_id or self.env.ref("regie_governance_account.product_membership_fee")
