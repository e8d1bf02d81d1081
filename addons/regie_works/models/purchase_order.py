from odoo import api, models


class PurchaseOrder(models.Model):
    """An order is confirmed without a product that was banned since it was written."""

    _inherit = "purchase.order"

    @api.constrains("state")
    def _check_zero_phyto(self):
        for order in self.filtered(lambda order: order.state in ("purchase", "to approve")):
            order.order_line.product_id._check_zero_phyto(order.company_id)


class PurchaseOrderLine(models.Model):
    """A plant-protection product is not bought."""

    _inherit = "purchase.order.line"

    @api.constrains("product_id")
    def _check_zero_phyto(self):
        for company, lines in self.grouped("company_id").items():
            lines.product_id._check_zero_phyto(company)
