from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError, ValidationError


class RegieLoanRenewal(models.Model):
    """A loan goes on when nobody waits, and an exception is let through with its reason. gup_services.md, 5.2, 5.4."""

    _inherit = "regie.loan"

    overdue_reason = fields.Char(
        string="Let through in spite of a late tool", readonly=True, copy=False, help="Written by the manager."
    )
    overdue_user_id = fields.Many2one("res.users", string="Let through by", readonly=True, copy=False)

    def _waive_overdue(self, reason):
        """Let a loan through though its borrower has a late tool; the reason stays in its history.

        :raise UserError: E-LOAN-23 for who is no manager, E-LOAN-25 without a reason
        """
        self.check_access("write")
        if not self.env.user.has_group("regie_loan.group_loan_manager"):
            raise UserError(self.env._("The manager of the tool library lets an exception through. (E-LOAN-23)"))
        if not (reason or "").strip():
            raise UserError(self.env._("Say why this loan goes through: the reason stays in its history. (E-LOAN-25)"))
        # sudo: who let it through, and why, are facts
        self.sudo().write({"overdue_reason": reason.strip(), "overdue_user_id": self.env.uid})
        for loan in self:
            loan.message_post(body=self.env._("Let through in spite of a late tool: %(reason)s", reason=reason.strip()))

    def action_renew(self):
        """Keep the tools as long again, when the policy allows it and nobody waits for them.

        :raise UserError: E-LOAN-26 when there is nothing to renew, too many times, late, or when somebody waits
        :raise ValidationError: E-LOAN-01, -02, -03, -05, -08, -11
        """
        self.check_access("write")
        for loan in self:
            lines = loan.line_ids.filtered(lambda line: line.state == "out")
            loan._check_renewal(lines)
            due = min(line.date_due + timedelta(days=line.policy_id.max_days) for line in lines)
            due = loan._get_open_due(due)
            lines._check_slots({"date_due": due})
            # sudo: the button has passed the rules; a loan that left is not changed by hand
            lines.sudo().write({"date_due": due})
            for line in lines.sudo():
                line.renewal_count += 1
            loan.sudo().date_due = due
            loan._check_opening("checkout")
            loan._check_membership()
            loan._check_suspension()
            loan._check_overdue()
            loan._check_clearance(lines)

    def _get_open_due(self, due):
        """The last open day until a moment, at the same hour: a return is never asked for on a closed day."""
        if not self.site_id:
            return due
        first, last = self._get_local_date(self.date_due), self._get_local_date(due)
        # sudo: the opening hours of a place are public
        closed = self.site_id.sudo()._get_closed_days(first, last)
        while last in closed and last > first:
            last -= timedelta(days=1)
            due -= timedelta(days=1)
        return due

    def _check_renewal(self, lines):
        """E-LOAN-26: something is out, on time, not renewed too often, and nobody waits for it."""
        if not lines or lines.filtered(lambda line: line.date_due < fields.Datetime.now()):
            raise UserError(
                self.env._(
                    "%(loan)s has no tool out, or is late: a late tool comes back first. (E-LOAN-26)", loan=self.name
                )
            )
        for line in lines:
            if line.renewal_count >= line.policy_id.renewal_limit:
                raise UserError(
                    self.env._(
                        "%(item)s was already renewed %(count)s times: it must come back. (E-LOAN-26)",
                        item=line.display_name,
                        count=line.renewal_count,
                    )
                )
        waiting = self.env["regie.loan.wait"]._get_waiting(lines.model_id)
        if waiting:
            raise ValidationError(
                self.env._(
                    "Somebody waits for %(model)s: it must come back on time. (E-LOAN-26)",
                    model=waiting[:1].model_id.name,
                )
            )
