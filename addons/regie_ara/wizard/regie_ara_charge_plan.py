from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieAraChargePlan(models.TransientModel):
    """The schedule of the lower charges of a case: so much a month, from a month, for so many months."""

    _name = "regie.ara.charge.plan"
    _description = "Schedule of lower charges"

    case_id = fields.Many2one("regie.ara.case", required=True, ondelete="cascade")
    currency_id = fields.Many2one(related="case_id.currency_id")
    amount = fields.Monetary(string="Amount a month", required=True)
    month = fields.Date(string="First month", required=True, default=lambda self: fields.Date.context_today(self))
    month_count = fields.Integer(string="Months", required=True, default=12)
    total = fields.Monetary(compute="_compute_total")

    @api.depends("amount", "month_count")
    def _compute_total(self):
        for plan in self:
            plan.total = plan.amount * plan.month_count

    def action_confirm(self):
        """Write the months; those that the landlord confirmed already stay.

        :raise UserError: E-ARA-13 without a month or an amount
        """
        self.ensure_one()
        case = self.case_id
        case._check_coordinator()
        if self.month_count <= 0 or self.amount <= 0:
            raise UserError(self.env._("Write an amount and a number of months. (E-ARA-13)"))
        kept = case.charge_ids.filtered("date_confirmed")
        (case.charge_ids - kept).unlink()
        taken = set(kept.mapped("month"))
        first = self.month.replace(day=1)
        months = [first + relativedelta(months=number) for number in range(self.month_count)]
        self.env["regie.ara.charge"].create(
            [{"case_id": case.id, "month": month, "amount": self.amount} for month in months if month not in taken]
        )
        return {"type": "ir.actions.act_window_close"}
