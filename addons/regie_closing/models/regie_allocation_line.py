from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .regie_allocation_rule import OWN_FUNDS_PREFIXES


class RegieAllocationLine(models.Model):
    """A part of the result and the account of own funds that takes it, or bears it."""

    _name = "regie.allocation.line"
    _description = "Line of an allocation of the result"
    _order = "allocation_id, sequence, id"
    _check_company_auto = True

    allocation_id = fields.Many2one(
        "regie.allocation", required=True, index=True, ondelete="cascade", check_company=True
    )
    company_id = fields.Many2one(related="allocation_id.company_id", store=True, index=True, precompute=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    account_id = fields.Many2one(
        "account.account",
        required=True,
        ondelete="restrict",
        check_company=True,
        domain="[('account_type', '=', 'equity')]",
    )
    amount = fields.Monetary(
        required=True,
        help="What the account receives. Negative when it bears a loss or gives up a reserve. The amounts of the lines "
        "add up to the result.",
    )
    note = fields.Char(help="Why, for those who read the proposal: article of the statutes, project that it funds.")

    @api.constrains("account_id")
    def _check_account(self):
        """The result goes to own funds: accounts of members and of third parties are refused. (FIN-052)"""
        for line in self:
            account = line.account_id.with_company(line.company_id)
            if not (account.code or "").startswith(OWN_FUNDS_PREFIXES):
                raise ValidationError(
                    self.env._(
                        "%(account)s is not an account of own funds: nothing is distributed to the members. Choose an "
                        "account of class 10 or 11. (FIN-052)",
                        account=account.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Add parts to an allocation that has no entry yet. (FIN-054)"""
        lines = super().create(vals_list)
        lines.allocation_id._check_open()
        return lines

    def write(self, vals):
        """Change parts as long as no entry is made of them. (FIN-054)"""
        self.allocation_id._check_open()
        if "allocation_id" in vals and any(line.allocation_id.id != vals["allocation_id"] for line in self):
            raise UserError(
                self.env._("A line stays with its allocation: delete it, and add it to the other. (FIN-054)")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_proposed(self):
        self.allocation_id._check_open()
