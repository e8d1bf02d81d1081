from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class RegieAraCharge(models.Model):
    """A month in which the landlord lowers the charges of a household, and whether it did. Domain: 6.8."""

    _name = "regie.ara.charge"
    _description = "Month of lower charges"
    _inherit = ["regie.fact.guard"]
    _order = "case_id, month"
    _rec_name = "month"

    case_id = fields.Many2one("regie.ara.case", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="case_id.company_id", store=True, precompute=True, index=True)
    landlord_id = fields.Many2one(related="case_id.landlord_id", store=True, index="btree_not_null")
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(required=True, index=True, help="Its first day.")
    amount = fields.Monetary(required=True)
    date_confirmed = fields.Date(string="Confirmed on", readonly=True, copy=False)
    user_id = fields.Many2one("res.users", string="Confirmation typed by", readonly=True, copy=False)

    _month_uniq = models.Constraint("UNIQUE (case_id, month)", "This month is already in the schedule.")
    _month_first = models.Constraint(
        "CHECK (EXTRACT(day FROM month) = 1 AND amount > 0)", "A month is written by its first day, with an amount."
    )

    @api.constrains("case_id", "month")
    def _check_length(self):
        """A schedule has an end. (E-ARA-13)"""
        groups = self._read_group([("case_id", "in", self.case_id.ids)], ["case_id"], ["__count"])
        for case, count in groups:
            longest = int(
                self.env["regie.parameter"]
                .with_company(case.company_id)
                .get("ara_charge_months", fields.Date.context_today(self))
            )
            if count > longest:
                raise ValidationError(
                    self.env._(
                        "%(case)s: lower charges last %(max)s months at most, not %(count)s. (E-ARA-13)",
                        case=case.display_name,
                        max=longest,
                        count=count,
                    )
                )

    def write(self, vals):
        """Change months that the landlord did not confirm yet. (E-ARA-13)"""
        if not self.env.su and {"month", "amount", "case_id"} & vals.keys():
            self._check_not_confirmed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_confirmed(self):
        self._check_not_confirmed()

    def _check_not_confirmed(self):
        if self.filtered("date_confirmed"):
            raise UserError(self.env._("A month that the landlord confirmed no longer changes. (E-ARA-13)"))

    def action_confirm(self):
        """Note that the landlord confirmed the reduction of these months."""
        self.check_access("write")
        # sudo: the facts of the button, once the right to write is checked
        self.sudo().filtered(lambda line: not line.date_confirmed).write(
            {"date_confirmed": fields.Date.context_today(self), "user_id": self.env.uid}
        )
        return True
