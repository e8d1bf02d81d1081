from odoo import fields, models

from ..tools.control_result import ControlResult
from .regie_allocation_entry import DEFICIT, SURPLUS


class RegieAllocationControl(models.Model):
    """Controls of the closing on the result: allocated as it was decided, and carried into the next exercise."""

    _inherit = "regie.closing"

    allocation_count = fields.Integer(compute="_compute_allocation_count", export_string_translation=False)

    def _compute_allocation_count(self):
        groups = self.env["regie.allocation"]._read_group(
            [("exercise_id", "in", self.exercise_id.ids)], ["exercise_id"], ["__count"]
        )
        counts = dict(groups)
        for closing in self:
            closing.allocation_count = counts.get(closing.exercise_id, 0)

    def action_view_allocation(self):
        """Open the allocation of the result of the exercise; the first time, prepare it."""
        self.ensure_one()
        allocation = self._get_allocation()
        if not allocation:
            allocation = self.env["regie.allocation"].create({"exercise_id": self.exercise_id.id})
        return allocation.get_formview_action()

    def _get_allocation(self):
        """Return the allocation of the exercise that stands: none, or one."""
        self.ensure_one()
        return self.exercise_id.allocation_ids.filtered(lambda allocation: allocation.state != "reversed")[:1]

    def _control_assembly(self):
        """Step 22: the whole result is allocated as the assembly decided, and the entries are posted."""
        result = 0.0 - self._get_ledger().moved("6", "7")
        allocation = self._get_allocation()
        if self._is_zero(result):
            return ControlResult(
                "manual", sentence=self.env._("The result is nil: the assembly approves the accounts.")
            )
        if not allocation:
            sentence = self.env._("The result of %s is not allocated.", self._format_amount(result))
            return ControlResult("ko", result, sentence, "regie.exercise", [("id", "=", self.exercise_id.id)])
        fault = allocation._get_fault(result)
        if fault:
            return ControlResult("ko", result, fault, "regie.allocation", [("id", "=", allocation.id)])
        sentence = self.env._(
            "Result of %(amount)s allocated by %(decision)s, entries posted.",
            amount=self._format_amount(result),
            decision=allocation.decision_reference,
        )
        return ControlResult("ok", result, sentence, "regie.allocation", [("id", "=", allocation.id)])

    def _get_carried_result(self):
        """Nothing of the past results is left on the account of Odoo, on 120 or on 129: all was allocated."""
        items = self.env["account.move.line"]
        posted = [("company_id", "=", self.company_id.id), ("parent_state", "=", "posted")]
        pending = self.company_id.get_unaffected_earnings_account()
        results = self.env["account.account"].search(
            [
                *self.env["account.account"]._check_company_domain(self.company_id),
                ("code", "in", (SURPLUS, DEFICIT)),
            ]
        )
        domain = [
            *posted,
            "|",
            ("account_id", "in", (pending | results).ids),
            "&",
            ("account_id.internal_group", "in", ("income", "expense")),
            ("date", "<=", self.date_to),
        ]
        [(left,)] = items._read_group(domain, [], ["balance:sum"])
        left = self.currency_id.round(0.0 - (left or 0.0))
        if self._is_zero(left):
            return ControlResult("ok", 0, self.env._("Every past result is carried where it was decided."))
        sentence = self.env._(
            "%(amount)s of past results are still to be allocated: the carry forward of the books is not the one that "
            "was decided.",
            amount=self._format_amount(left),
        )
        return ControlResult("ko", left, sentence, "account.move.line", domain)
