from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieLoanPhoto(models.Model):
    """A photo of a tool when it leaves or comes back, or of what a deposit pays for."""

    _name = "regie.loan.photo"
    _description = "Photo of a loan"
    _inherit = ["regie.photo.mixin"]
    _order = "id"
    _check_company_auto = True

    deposit_id = fields.Many2one("regie.loan.deposit", index="btree_not_null", ondelete="cascade", check_company=True)
    check_id = fields.Many2one("regie.loan.check", index="btree_not_null", ondelete="cascade", check_company=True)
    loan_id = fields.Many2one(
        "regie.loan", compute="_compute_loan_id", store=True, precompute=True, readonly=False, required=True, index=True
    )
    company_id = fields.Many2one(related="loan_id.company_id", store=True, precompute=True, index=True)

    @api.depends("deposit_id", "check_id")
    def _compute_loan_id(self):
        for photo in self:
            photo.loan_id = photo.loan_id or photo.deposit_id.loan_id or photo.check_id.loan_id

    def write(self, vals):
        """Replace a photo as long as nothing was settled upon it."""
        self._check_proves_nothing()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proof(self):
        self._check_proves_nothing()

    def _check_proves_nothing(self):
        """Raise E-LOAN-36 for a photo that proves what was settled or signed."""
        if self.deposit_id.filtered("date_settled") or self.check_id.filtered("date_done"):
            raise UserError(
                self.env._("This photo proves what was settled or signed: it is not changed any more. (E-LOAN-36)")
            )
