from odoo import fields, models


class RegieGroceryDonationLine(models.Model):
    """One product of a donation."""

    _name = "regie.grocery.donation.line"
    _description = "Line of a donation"

    donation_id = fields.Many2one("regie.grocery.donation", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="donation_id.company_id", store=True, precompute=True, index=True)
    product_id = fields.Many2one(
        "product.product", required=True, domain=[("is_storable", "=", True)], ondelete="restrict"
    )
    quantity = fields.Float(required=True, default=1, digits="Product Unit")

    _quantity_positive = models.Constraint("CHECK (quantity > 0)", "A quantity is above zero.")
