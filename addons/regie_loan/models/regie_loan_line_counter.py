from odoo import api, fields, models

from ..tools import loan_fee


class RegieLoanLine(models.Model):
    """What the counter keeps of a lent tool: its state before and after, its fee, its delay."""

    _inherit = "regie.loan.line"

    currency_id = fields.Many2one(related="company_id.currency_id")
    check_ids = fields.One2many("regie.loan.check", "line_id", string="States of the tool")
    check_out_id = fields.Many2one("regie.loan.check", string="State at departure", compute="_compute_checks")
    check_in_id = fields.Many2one("regie.loan.check", string="State at return", compute="_compute_checks")
    fee = fields.Monetary(string="Price", readonly=True, copy=False, help="Fixed when the contract is signed.")
    replacement_value = fields.Monetary(string="Worth", readonly=True, copy=False, help="Written in the contract.")
    late_days = fields.Integer(string="Days late", readonly=True, copy=False)
    late_fee = fields.Monetary(readonly=True, copy=False)

    @api.depends("check_ids.moment")
    def _compute_checks(self):
        for line in self:
            line.check_out_id = line.check_ids.filtered(lambda check: check.moment == "out")[:1]
            line.check_in_id = line.check_ids.filtered(lambda check: check.moment == "in")[:1]

    def _get_delay(self, back):
        """Return ``(days late, fee of the delay)`` of a tool that comes back at a moment."""
        self.ensure_one()
        policy, loan = self.policy_id, self.loan_id
        days = loan_fee.late_days(loan._get_local_date(self.date_due), loan._get_local_date(back))
        return days, float(loan_fee.late_fee(policy.late_fee, days, policy.grace_days, self.replacement_value))

    def _suspend_late(self, now):
        """Suspend the borrowers of tools that are late by as many days as the rule says."""
        if not self:
            return
        today = self.loan_id[:1]._get_local_date(now)
        after = int(self.env["regie.parameter"].get("pret_suspension_apres_jours", today))
        late = self.filtered(lambda line: line._get_delay(now)[0] >= after)
        # sudo: suspensions of the night watch are written by the software
        self.env["regie.loan.suspension"].sudo()._suspend_for(late, today)
