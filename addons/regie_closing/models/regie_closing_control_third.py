from dateutil.relativedelta import relativedelta

from odoo import models
from odoo.tools import format_date

from ..tools.control_result import ControlResult

#: accrued and deferred items: undone on the first day of the next exercise
CUTOFF = ("408", "418", "486", "487")


class RegieClosing(models.Model):
    """Controls of third parties and of the cut-off."""

    _inherit = "regie.closing"

    def _get_parameter(self, code):
        """Value in force at the last day of the exercise, as a float."""
        return float(self.env["regie.parameter"].with_company(self.company_id).get(code, self.date_to))

    def _control_till(self):
        """Step 4: without the addon of the tills, no session to close."""
        return ControlResult("na", sentence=self.env._("No till in this software: nothing to close."))

    def _control_third_party(self):
        """Step 5: nothing old without a decision, and each doubtful customer depreciated."""
        return ControlResult.gravest([self._get_overdue_result(), self._get_doubtful_result()])

    def _get_overdue_result(self):
        """Unmatched items of customers and suppliers older than the parameter closing_overdue_days."""
        limit = self.date_to - relativedelta(days=int(self._get_parameter("closing_overdue_days")))
        domain = [
            *self.exercise_id.get_lines_domain(to_date=True),
            ("account_id.account_type", "in", ("asset_receivable", "liability_payable")),
            ("reconciled", "=", False),
            ("amount_residual", "!=", 0),
            "|",
            ("date_maturity", "<=", limit),
            "&",
            ("date_maturity", "=", False),
            ("date", "<=", limit),
        ]
        count = self.env["account.move.line"].search_count(domain)
        if not count:
            return ControlResult(
                "ok", 0, self.env._("Nothing unmatched since before %s.", format_date(self.env, limit))
            )
        sentence = self.env._(
            "%(count)s items unmatched since before %(date)s, without a decision.",
            count=count,
            date=format_date(self.env, limit),
        )
        return ControlResult("ko", count, sentence, "account.move.line", domain)

    def _get_doubtful_result(self):
        """Doubtful customers (416) without any depreciation (491)."""
        ledger = self._get_ledger()
        doubtful = ledger.stands("416")
        if self._is_zero(doubtful) or ledger.stands("491") < 0:
            return ControlResult("ok", 0, "")
        return ControlResult(
            "ko",
            1,
            self.env._("%s of doubtful customers without a depreciation on 491.", self._format_amount(doubtful)),
            "account.move.line",
            self._get_items_domain([code for code in ledger.ever if code.startswith("416")]),
        )

    def _control_cutoff(self):
        """Step 6: each entry that stands on 408, 418, 486 or 487 is undone on the first day of the next exercise."""
        domain = self._get_cutoff_domain()
        if not domain:
            return ControlResult("na", sentence=self.env._("Nothing accrued nor deferred at the last day."))
        count = self.env["account.move.line"].search_count(domain)
        day = format_date(self.env, self.date_to + relativedelta(days=1))
        if not count:
            return ControlResult("ok", 0, self.env._("Each cut-off entry has its reversal on %s.", day))
        sentence = self.env._("%(count)s cut-off items without a reversal on %(day)s.", count=count, day=day)
        return ControlResult("ko", count, sentence, "account.move.line", domain)

    def _get_cutoff_domain(self):
        """Items of the accounts of cut-off that still stand, without a reversal; nothing when no account stands."""
        ledger = self._get_ledger()
        codes = [
            code for code, balance in ledger.ever.items() if code.startswith(CUTOFF) and not self._is_zero(balance)
        ]
        if not codes:
            return []
        next_day = self.date_to + relativedelta(days=1)
        alive = ("state", "!=", "cancel")
        return [
            *self._get_items_domain(codes),
            *self._get_cutoff_exception_domain(),
            # what Odoo spreads over two exercises is matched with the entry of the first day
            ("matched_debit_ids", "not any", [("max_date", "<=", next_day)]),
            ("matched_credit_ids", "not any", [("max_date", "<=", next_day)]),
            ("move_id.reversed_entry_id", "=", False),
            "|",
            "&",
            ("date", ">=", self.date_from),
            ("move_id.reversal_move_ids", "not any", [("date", "<=", next_day), alive]),
            "&",
            ("date", "<", self.date_from),
            ("move_id.reversal_move_ids", "not any", [alive]),
        ]

    def _get_cutoff_exception_domain(self):
        """Which items of the cut-off are proved by another step: what is deferred on grants, and what undoes it."""
        column = self.env["regie.grant"]._get_funding_column()
        entries = self.env["regie.grant.entry"].search(
            [("company_id", "=", self.company_id.id), ("move_id.date", "<=", self.date_to)]
        )
        return [
            ("analytic_line_ids", "not any", [(column, "!=", False)]),
            ("move_id", "not in", entries.move_id.ids),
        ]
