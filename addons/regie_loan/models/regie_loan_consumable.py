from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieLoanConsumable(models.Model):
    """What is used up with a tool and paid at its price, whatever the resources: discs, bits, fuel."""

    _name = "regie.loan.consumable"
    _description = "Consumable of a loan"
    _order = "id"
    _check_company_auto = True

    loan_id = fields.Many2one("regie.loan", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="loan_id.company_id", store=True, precompute=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    product_id = fields.Many2one(
        "product.product", string="Consumable", required=True, ondelete="restrict", check_company=True
    )
    quantity = fields.Float(required=True, default=1, digits="Product Unit")
    price_unit = fields.Monetary(
        string="Price", compute="_compute_price_unit", store=True, readonly=False, precompute=True
    )
    subtotal = fields.Monetary(string="Amount", compute="_compute_subtotal")

    _figures_positive = models.Constraint(
        "CHECK (quantity > 0 AND COALESCE(price_unit, 0) >= 0)", "A consumable has a quantity and a price. (E-LOAN-19)"
    )

    @api.depends("product_id")
    def _compute_price_unit(self):
        for consumable in self:
            consumable.price_unit = consumable.product_id.lst_price

    @api.depends("quantity", "price_unit")
    def _compute_subtotal(self):
        for consumable in self:
            consumable.subtotal = consumable.currency_id.round(consumable.quantity * consumable.price_unit)

    @api.model_create_multi
    def create(self, vals_list):
        """Add consumables before the contract is signed."""
        consumables = super().create(vals_list)
        consumables._check_unsigned()
        return consumables

    def write(self, vals):
        """Change consumables before the contract is signed."""
        self._check_unsigned()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_signed(self):
        self._check_unsigned()

    def _check_unsigned(self):
        """Raise E-LOAN-38 when the contract that names the price is signed."""
        if signed := self.loan_id.filtered("date_signed")[:1]:
            raise UserError(self.env._("%s is signed: what it costs is not changed any more. (E-LOAN-38)", signed.name))
