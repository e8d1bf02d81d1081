from odoo import models

from ..tools.control_result import ControlResult


class RegieClosing(models.Model):
    """Controls of what comes from payroll and from the job aids."""

    _inherit = "regie.closing"

    def _control_payroll(self):
        """Step 8: 43, 4282 and 447 tie to what payroll says, to the rounding of the parameter closing_tolerance."""
        ledger = self._get_ledger()
        if self._is_zero(ledger.moved("64")):
            return ControlResult("na", sentence=self.env._("No wage in the exercise."))
        tolerance = self._get_parameter("closing_tolerance")
        checks = [
            (self.env._("Last DSN (43, 4421)"), -ledger.stands("43", "4421", without=("438",)), self.payroll_due),
            (self.env._("Paid leave (4282, 4382)"), -ledger.stands("4282", "4382"), self.leave_due),
            (self.env._("Wage tax (447)"), -ledger.stands("447"), self.wage_tax_due),
            # net wages are owed by the régie: a debit is an advance that nobody took back
            (self.env._("Wages (421) owed by employees"), max(0, ledger.stands("421")), 0),
        ]
        wrong = [check for check in checks if abs(check[1] - check[2]) > tolerance]
        if not wrong:
            return ControlResult("ok", 0, self.env._("Contributions, leave and wage tax as payroll says."))
        sentence = " ".join(
            self.env._(
                "%(what)s: %(books)s in the books, %(said)s by payroll.",
                what=what,
                books=self._format_amount(books),
                said=self._format_amount(said),
            )
            for what, books, said in wrong
        )
        gap = sum(abs(books - said) for _what, books, said in wrong)
        codes = [code for code in ledger.ever if code.startswith(("421", "4282", "43", "4421", "447"))]
        return ControlResult("ko", gap, sentence, "account.move.line", self._get_items_domain(codes))

    def _control_job_aid(self):
        """Step 9: without the hours of the employees in insertion, the statements of the ASP are compared by hand."""
        ledger = self._get_ledger()
        booked = -ledger.moved("73")
        if self._is_zero(booked):
            return ControlResult("na", sentence=self.env._("No public contribution (73) in the exercise."))
        return ControlResult(
            "manual",
            booked,
            self.env._(
                "%(booked)s booked on 73, %(owed)s still owed on 441: compare them with the statements of the ASP.",
                booked=self._format_amount(booked),
                owed=self._format_amount(ledger.stands("441")),
            ),
            "account.move.line",
            [*self.exercise_id.get_lines_domain(), ("account_id.code", "=like", "73%")],
        )

    def _control_membership(self):
        """Step 14: expenses of volunteers cleared; fees compared by hand with the register of members."""
        ledger = self._get_ledger()
        owed = ledger.stands("4681")
        if not self._is_zero(owed):
            return ControlResult(
                "ko",
                owed,
                self.env._("%s of expenses of volunteers are neither paid nor given up.", self._format_amount(-owed)),
                "account.move.line",
                self._get_items_domain([code for code in ledger.ever if code.startswith("4681")]),
            )
        return self._get_fee_result()

    def _get_fee_result(self):
        """Fees of members against the register: to compare by hand without a register."""
        fees = -self._get_ledger().moved("756")
        if self._is_zero(fees):
            return ControlResult("na", sentence=self.env._("No fee in the exercise."))
        return ControlResult(
            "manual",
            fees,
            self.env._("%s of fees (756): compare with the register of members.", self._format_amount(fees)),
            "account.move.line",
            [*self.exercise_id.get_lines_domain(), ("account_id.code", "=like", "756%")],
        )
