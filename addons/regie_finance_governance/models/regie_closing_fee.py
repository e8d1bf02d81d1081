from odoo import models

from odoo.addons.regie_closing.tools.control_result import ControlResult


class RegieClosing(models.Model):
    """The fees of the members, in the books as in their register."""

    _inherit = "regie.closing"

    def _get_fee_result(self):
        """Step 14: accounts 756 hold what the register of the fees says, to the cent.

        An invoiced fee is income on the day of its invoice, another one on the day when it was paid.
        """
        booked = 0.0 - self._get_ledger().moved("756")
        fees = self.env["regie.membership.fee"]
        invoiced = [
            ("company_id", "=", self.company_id.id),
            ("invoice_id.state", "=", "posted"),
            ("invoice_id.date", ">=", self.date_from),
            ("invoice_id.date", "<=", self.date_to),
        ]
        paid = [
            ("company_id", "=", self.company_id.id),
            "|",
            ("invoice_id", "=", False),
            ("invoice_id.state", "=", "cancel"),
            ("date_paid", ">=", self.date_from),
            ("date_paid", "<=", self.date_to),
        ]
        total = sum(fees._read_group(domain, [], ["amount:sum"])[0][0] or 0.0 for domain in (invoiced, paid))
        gap = self.currency_id.round(booked - total)
        if self._is_zero(booked) and self._is_zero(total):
            return ControlResult("na", sentence=self.env._("No fee in the exercise."))
        words = {"register": self._format_amount(total), "booked": self._format_amount(booked)}
        if self._is_zero(gap):
            return ControlResult("ok", 0, self.env._("Fees: %(register)s in the register as in the books.", **words))
        sentence = self.env._("Fees: %(register)s in the register, %(booked)s on 756.", **words)
        domain = [*self.exercise_id.get_lines_domain(), ("account_id.code", "=like", "756%")]
        return ControlResult("ko", gap, sentence, "account.move.line", domain)
