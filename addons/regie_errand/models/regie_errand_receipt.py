from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieErrandReceipt(models.Model):
    """The receipt of a shop, with its photo: what was spent with the money of the person."""

    _name = "regie.errand.receipt"
    _description = "Receipt of an errand"
    _inherit = ["regie.photo.mixin"]
    _order = "date, id"

    errand_id = fields.Many2one("regie.errand", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="errand_id.company_id", store=True, precompute=True)
    currency_id = fields.Many2one(related="errand_id.currency_id")
    name = fields.Char(string="Shop")
    amount = fields.Monetary(required=True)

    _amount_positive = models.Constraint("CHECK (amount > 0)", "A receipt has an amount. (E-ERR-10)")

    @api.constrains("amount")
    def _check_amount(self):
        """The sentence of the constraint, on the screen."""
        if self.filtered(lambda receipt: receipt.amount <= 0):
            raise ValidationError(self.env._("Write the amount of the receipt. (E-ERR-10)"))

    @api.model_create_multi
    def create(self, vals_list):
        """Keep the receipts of an errand under way; the manager is asked when they go over the budget."""
        receipts = super().create(vals_list)
        receipts._check_errand()
        receipts.errand_id._ask_approval()
        return receipts

    def write(self, vals):
        """Mend a receipt until the errand is settled."""
        self._check_errand()
        result = super().write(vals)
        self.errand_id._ask_approval()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_settled(self):
        self._check_errand()

    def _check_errand(self):
        """Money is spent between the departure and the settlement.

        :raise UserError: E-ERR-11
        """
        for errand in self.errand_id:
            if errand.state not in ("running", "delivered"):
                raise UserError(
                    self.env._(
                        "Receipts are added to errand %(errand)s while it is under way, and no longer change once it"
                        " is settled. (E-ERR-11)",
                        errand=errand.display_name,
                    )
                )
