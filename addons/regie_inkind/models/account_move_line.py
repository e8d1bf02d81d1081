from odoo import api, models
from odoo.exceptions import ValidationError


class AccountMoveLine(models.Model):
    """Classes 86 and 87 stand alone in their entry."""

    _inherit = "account.move.line"

    @api.constrains("account_id", "tax_ids", "tax_line_id", "reconciled")
    def _check_off_balance(self):
        """Say it in the words of the régie before Odoo does. (FIN-033)"""
        for move in self.move_id:
            codes = [(line.account_id.with_company(move.company_id).code or "")[:2] for line in move.line_ids]
            others = [code for code in codes if code and code not in ("86", "87")]
            if others and len(others) < len(codes):
                raise ValidationError(
                    self.env._(
                        "If you want to use accounts of classes 86 and 87, the whole entry must be made of them: write "
                        "the other lines in their own entry. (FIN-033)"
                    )
                )
        return super()._check_off_balance()
