from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class RegieLoan(models.Model):
    """The counter: tools are handed over against a signature and a deposit, then taken back one by one. Domain: 5.12.

    A return asks nothing of the borrower: neither the membership nor the training is looked at again.
    """

    _inherit = "regie.loan"

    result_photo_ids = fields.One2many(
        *("regie.loan.photo", "loan_id"),
        string="Photos of the result",
        domain=[("check_id", "=", False), ("deposit_id", "=", False)],
        help="What the tools were used for: a photo of the work done, with the consent of the people on it.",
    )

    def action_checkout(self):
        """Open the handover: state of the tools, deposit, signature."""
        return self._open_handover("out")

    def action_return(self):
        """Open the return: state of the tools that come back."""
        return self._open_handover("in")

    def _open_handover(self, moment):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_loan.regie_loan_handover_action")
        names = {
            "sign": self.env._("Sign the contract"),
            "out": self.env._("Hand the tools over"),
            "in": self.env._("Take the tools back"),
        }
        return dict(action, name=names[moment], context={"default_loan_id": self.id, "default_moment": moment})

    def _check_out(self):
        """Hand over the tools of a signed loan, whose state was looked at.

        :raise UserError: E-LOAN-13 without the deposit, E-LOAN-14 without the state of a tool, E-LOAN-42 unsigned
        :raise ValidationError: E-LOAN-01..10 when the borrower or a tool does not fulfil the conditions any more
        """
        self.ensure_one()
        self.check_access("write")
        self.lock_for_update(allow_referencing=True)
        lines = self._get_listed_lines()
        if self.state != "contract":
            raise UserError(self.env._("%s is not signed: have it signed first. (E-LOAN-42)", self.name))
        self._check_deposit_held()
        if missing := lines.filtered(lambda line: not line.check_out_id.date_done):
            raise UserError(
                self.env._(
                    "Look at the tools before they leave: %(tools)s. (E-LOAN-14)",
                    tools=", ".join(missing.item_id.mapped("display_name")),
                )
            )
        self._check_eligibility("checkout")
        lines._set_state("out", date_left=fields.Datetime.now())
        self._plan_follow_up()

    def _check_deposit_held(self):
        """Raise E-LOAN-13 when the tools ask for a deposit that is neither held nor waived."""
        amount = self._get_deposit_amount()
        if amount and self.deposit_id.state not in ("held", "waived"):
            raise UserError(
                self.env._(
                    "The deposit of %(amount)s was not received: write how it is given, or ask the manager to waive it."
                    " (E-LOAN-13)",
                    amount=self.env["regie.loan.deposit"]._format_amount(amount, self.currency_id),
                )
            )

    def _take_back(self, lines):
        """Take tools back, whose state was looked at: delays, maintenance, end of a suspension, end of the loan.

        :raise UserError: E-LOAN-14 without the state of a tool, E-LOAN-43 when a tool is not out
        """
        self.ensure_one()
        self.check_access("write")
        lines.lock_for_update(allow_referencing=True)
        now = fields.Datetime.now()
        for line in lines:
            if line.state not in ("out", "overdue"):
                raise UserError(
                    self.env._("%s is not out: nothing to take back. (E-LOAN-43)", line.item_id.display_name)
                )
            if not line.check_in_id.date_done:
                raise UserError(self.env._("Look at %s before it is put away. (E-LOAN-14)", line.item_id.display_name))
        for line in lines:
            days, fee = line._get_delay(now)
            # sudo: the delay and its fee are facts worked out from the two dates
            line.sudo().write({"late_days": days, "late_fee": fee})
        lines._set_state("returned", date_back=now)
        self._end_suspensions(lines, now)
        lines.item_id._keep_after_return(lines)
        return self._close_when_settled()

    def _end_suspensions(self, lines, now):
        """End the suspensions that waited for these tools: as many days as the delay, at most those of the rule."""
        today = self._get_local_date(now)
        parameters = self.env["regie.parameter"]
        longest = int(parameters.get("pret_suspension_max_jours", today))
        after = int(parameters.get("pret_suspension_apres_jours", today))
        # sudo: suspensions of the night watch are written by the software
        suspensions = self.env["regie.loan.suspension"].sudo()
        late = lines.filtered(lambda line: line.late_days >= after)
        suspensions._suspend_for(late, today)
        for suspension in suspensions.search([("line_id", "in", late.ids), ("date_end", "=", False)]):
            suspension._end_after_return(today, min(suspension.line_id.late_days, longest))

    def _plan_follow_up(self):
        """Have the tutor call or visit a few days after the departure. gup_services.md, 5.15."""
        today = self._get_local_date(fields.Datetime.now())
        days = int(self.env["regie.parameter"].get("pret_suivi_jours", today))
        for loan in self.filtered("tutor_id"):
            loan.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=today + timedelta(days=days),
                summary=self.env._("How is the work going?"),
                user_id=loan.tutor_id.id,
            )
