from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import loan_fee
from .regie_loan_deposit import SETTLED


class RegieLoan(models.Model):
    """The money of a loan: its fee, fixed when it is signed, its consumables, its delays, its deposit.

    The fee follows the band of the borrower; the loan keeps the amount and never the band. gup_services.md, 5.10.
    """

    _inherit = "regie.loan"

    deposit_ids = fields.One2many("regie.loan.deposit", "loan_id", string="Deposits")
    deposit_id = fields.Many2one("regie.loan.deposit", compute="_compute_deposit_id")
    deposit_amount = fields.Monetary(
        string="Deposit asked for", compute="_compute_money", help="Of the models of the tools."
    )
    check_ids = fields.One2many("regie.loan.check", "loan_id", string="States of the tools")
    consumable_ids = fields.One2many("regie.loan.consumable", "loan_id", string="Consumables")
    fee_amount = fields.Monetary(
        string="Price of the tools", compute="_compute_money", help="Fixed when the contract is signed."
    )
    consumable_amount = fields.Monetary(string="Amount of the consumables", compute="_compute_money")
    late_amount = fields.Monetary(string="Late fees", compute="_compute_money")
    total_amount = fields.Monetary(string="To pay", compute="_compute_money")
    amount_paid = fields.Monetary(string="Paid", readonly=True, copy=False, tracking=True)
    date_paid = fields.Datetime(string="Paid on", readonly=True, copy=False)
    amount_due = fields.Monetary(string="Left to pay", compute="_compute_money")

    @api.depends("deposit_ids")
    def _compute_deposit_id(self):
        for loan in self:
            loan.deposit_id = loan.deposit_ids[:1]

    @api.depends(
        *("date_signed", "date_out", "date_due", "partner_id", "amount_paid", "consumable_ids.subtotal"),
        *("line_ids.state", "line_ids.item_id", "line_ids.fee", "line_ids.late_fee", "deposit_ids.amount"),
    )
    def _compute_money(self):
        for loan in self:
            fees = loan.line_ids.mapped("fee") if loan.date_signed else loan._get_fees().values()
            loan.fee_amount = sum(float(fee) for fee in fees)
            loan.deposit_amount = loan.deposit_id.amount if loan.deposit_id else loan._get_deposit_amount()
            loan.consumable_amount = sum(loan.consumable_ids.mapped("subtotal"))
            loan.late_amount = sum(loan.line_ids.mapped("late_fee"))
            loan.total_amount = loan.fee_amount + loan.consumable_amount + loan.late_amount
            loan.amount_due = max(0.0, loan.total_amount - loan.amount_paid)

    def action_pay(self):
        """Say that what is left to pay was paid at the counter; the till of the régie makes the entry.

        :raise UserError: E-LOAN-39 when nothing is left to pay
        """
        self.check_access("write")
        self.lock_for_update(allow_referencing=True)
        for loan in self:
            if not loan.amount_due:
                raise UserError(self.env._("%s: nothing is left to pay. (E-LOAN-39)", loan.name))
            # sudo: what was paid and when are facts, written by this button
            loan.sudo().write({"amount_paid": loan.total_amount, "date_paid": fields.Datetime.now()})
        return True

    def action_view_deposit(self):
        """Open the deposit of the loan."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.loan.deposit",
            "res_id": self.deposit_id.id,
            "view_mode": "form",
        }

    def _get_fees(self):
        """Return ``{line: fee}``, as Decimals: the base of the policy times the coefficient of the borrower."""
        self.ensure_one()
        lines = self._get_listed_lines().filtered(lambda line: line.date_out and line.date_due)
        policies = lines.policy_id
        coefficient = 1.0
        if self.date_out and any(policy.tier_applies and policy.fee_method != "free" for policy in policies):
            coefficient = self.partner_id._get_tariff_coefficient(self._get_local_date(self.date_out))
        fees = {}
        for line in lines:
            policy = line.policy_id
            days = loan_fee.billable_days(self._get_local_date(line.date_out), self._get_local_date(line.date_due))
            factor = coefficient if policy.tier_applies else 1
            fees[line] = loan_fee.loan_fee(policy.fee_method, policy.daily_fee, policy.flat_fee, days, factor)
        return fees

    def _get_deposit_amount(self):
        """Deposit asked for the tools of the loan: the sum of that of their models."""
        self.ensure_one()
        return sum(line.model_id.deposit for line in self._get_listed_lines())

    def _ensure_deposit(self):
        """Return the deposit of the loan, created when its tools ask for one."""
        self.ensure_one()
        if not self.deposit_ids and self._get_deposit_amount():
            self.env["regie.loan.deposit"].create({"loan_id": self.id})
        return self.deposit_ids[:1]

    def _close_when_settled(self):
        """Close the loans whose tools are all back and whose deposit is settled."""
        for loan in self:
            if loan.state == "returned" and all(deposit.state in SETTLED for deposit in loan.deposit_ids):
                # sudo: the end of a loan is a fact that follows from the return and the deposit
                loan.sudo().date_closed = fields.Datetime.now()
        return True
