from dateutil.relativedelta import relativedelta

from odoo import Command, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import formatLang

# ANC 2018-06: result of the exercise, surplus and deficit; losses carried forward; reserves
SURPLUS, DEFICIT, LOSSES, RESERVES = "120000", "129000", "119000", "10"


class RegieAllocationEntry(models.Model):
    """The entries of an allocation: the result leaves the account where Odoo keeps it, then goes where it was decided.

    They are drafts, with the reason in their reference; the accountant posts them.
    """

    _inherit = "regie.allocation"

    def action_propose(self):
        """Draft the two entries of decided allocations.

        :raise UserError: FIN-051 when nothing was decided, FIN-054 when the entries exist
        :raise ValidationError: FIN-050 when the lines do not add up to the result
        """
        self.action_refresh()
        self._check_total()
        self._check_decision()
        for allocation in self:
            if allocation.currency_id.is_zero(allocation.result):
                raise UserError(
                    self.env._("The result of %s is nil: there is nothing to allocate.", allocation.exercise_id.name)
                )
            moves = self.env["account.move"].create(
                [allocation._prepare_transfer_vals(), allocation._prepare_allocation_vals()]
            )
            # sudo: which entries are proposed is a fact, once the right to write and the rules are checked
            allocation.sudo().write({"transfer_move_id": moves[0].id, "move_id": moves[1].id})
            allocation.message_post(body=self.env._("The entries are drafted: read them, then post them."))
        return True

    def action_post(self):
        """Post the entries: the transfer first, dated the first day of the next exercise.

        :raise ValidationError: FIN-050 when a draft no longer says what was decided
        """
        for allocation in self:
            if allocation.state != "proposed":
                raise UserError(self.env._("Draft the entries first, then post them. (FIN-054)"))
            allocation._check_decision()
            allocation._check_entry()
            allocation._get_moves().filtered(lambda move: move.state == "draft").action_post()
        return True

    def action_reset(self):
        """Delete the drafts, to decide again.

        :raise UserError: FIN-054 when an entry is posted: it is reversed
        """
        self.check_access("write")
        for allocation in self:
            moves = allocation._get_moves()
            if "posted" in moves.mapped("state"):
                raise UserError(self.env._("An entry that is posted is never deleted: reverse it. (FIN-054)"))
            moves.unlink()
        return True

    def action_reverse(self):
        """Open Odoo's reversal of the posted entries."""
        self.ensure_one()
        moves = self._get_moves().filtered(lambda move: move.state == "posted")
        if not moves:
            raise UserError(self.env._("Nothing is posted: delete the drafts instead. (FIN-054)"))
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_view_account_move_reversal")
        return {**action, "context": {"active_model": "account.move", "active_ids": moves.ids}}

    def action_view_moves(self):
        """Open the entries of the allocation."""
        action = self.env["ir.actions.act_window"]._for_xml_id("account.action_move_journal_line")
        return {**action, "domain": [("id", "in", self._get_moves().ids)], "context": {}}

    def _get_moves(self):
        """Return the entries of the allocations, drafts and posted, the transfers first."""
        return self.transfer_move_id | self.move_id

    def _get_live_result(self):
        """Return income less expenses posted in the exercise, in euros: positive for a surplus."""
        self.ensure_one()
        # 0.0 and not -0.0 when nothing was posted
        return 0.0 - self.exercise_id.get_sum(("6", "7"))

    def _get_own_funds(self):
        """Return the balance of the accounts of own funds on the last day of the exercise: {code: debit − credit}."""
        self.ensure_one()
        return {
            code: balance
            for code, balance in self.exercise_id.get_balances(to_date=True).items()
            if code.startswith(("10", "11"))
        }

    def _get_account(self, code):
        """Return the account of the régie that bears a number.

        :raise UserError: FIN-056 when the chart has none
        """
        self.ensure_one()
        accounts = self.env["account.account"].with_company(self.company_id)
        account = accounts.search([*accounts._check_company_domain(self.company_id), ("code", "=", code)], limit=1)
        if not account:
            raise UserError(
                self.env._(
                    "The chart of %(company)s has no account %(code)s: move it to the chart of associations in Finance "
                    "/ Configuration, or create the account. (FIN-056)",
                    company=self.company_id.name,
                    code=code,
                )
            )
        return account

    def _get_code(self, account):
        """Return the number of an account in the chart of the régie."""
        return account.with_company(self.company_id).code or ""

    def _get_journal(self):
        """Return the journal of miscellaneous entries; that of the contributions in kind takes no other entry."""
        self.ensure_one()
        return self.env["account.journal"].search(
            [
                ("type", "=", "general"),
                ("company_id", "=", self.company_id.id),
                ("id", "not in", self.company_id.regie_inkind_journal_id.ids),
            ],
            limit=1,
        )

    def _get_result_account(self):
        """Return 120 for a surplus, 129 for a deficit."""
        return self._get_account(SURPLUS if self.result > 0 else DEFICIT)

    def _prepare_transfer_vals(self):
        """Return the entry that brings the result from the account of Odoo to 120 or 129."""
        self.ensure_one()
        reason = self.env._("Result of the exercise %s, to be allocated", self.exercise_id.name)
        pending = self.company_id.get_unaffected_earnings_account()
        return self._prepare_move_vals(
            self.exercise_id.date_to + relativedelta(days=1),
            reason,
            [(pending, self.result), (self._get_result_account(), -self.result)],
        )

    def _prepare_allocation_vals(self):
        """Return the entry that brings the result from 120 or 129 to where it was decided."""
        self.ensure_one()
        reason = self.env._(
            "Allocation of the result %(exercise)s – %(decision)s",
            exercise=self.exercise_id.name,
            decision=self.decision_reference,
        )
        rows = [(self._get_result_account(), self.result)]
        rows += [(line.account_id, -line.amount) for line in self.line_ids if line.amount]
        return self._prepare_move_vals(self.decision_date, reason, rows)

    def _prepare_move_vals(self, date, reason, rows):
        """Return a draft entry from rows (account, debit minus credit)."""
        return {
            "move_type": "entry",
            "company_id": self.company_id.id,
            "journal_id": self._get_journal().id,
            "date": date,
            "ref": reason,
            "line_ids": [
                Command.create(
                    {"account_id": account.id, "balance": balance, "name": reason, "tax_ids": [Command.clear()]}
                )
                for account, balance in rows
            ],
        }

    def _get_entry_difference(self):
        """Return the accounts whose amount in the entry is not what was decided: ``[(account, entry, decided)]``."""
        self.ensure_one()
        entry, decided = {}, {}
        for line in self.move_id.line_ids:
            entry[line.account_id] = entry.get(line.account_id, 0.0) - line.balance
        for line in self.line_ids:
            decided[line.account_id] = decided.get(line.account_id, 0.0) + line.amount
        result_account = self._get_result_account()
        decided[result_account] = decided.get(result_account, 0.0) - self.result
        return [
            (account, entry.get(account, 0.0), decided.get(account, 0.0))
            for account in [*decided, *(account for account in entry if account not in decided)]
            if self.currency_id.compare_amounts(entry.get(account, 0.0), decided.get(account, 0.0))
        ]

    def _check_entry(self):
        """Raise when the drafted entry was changed into something else than the decision. (FIN-050)"""
        for account, entry, decided in self._get_entry_difference()[:1]:
            raise ValidationError(
                self.env._(
                    "The entry gives %(entry)s to %(account)s, the decision %(decided)s: delete the drafts and make "
                    "them again. (FIN-050)",
                    entry=formatLang(self.env, entry, currency_obj=self.currency_id),
                    decided=formatLang(self.env, decided, currency_obj=self.currency_id),
                    account=account.display_name,
                )
            )

    def _get_fault(self, result):
        """Return what keeps the allocation from being the one of a result, in a sentence; nothing when all is done."""
        self.ensure_one()
        amounts = {
            "allocated": formatLang(self.env, self.amount_allocated, currency_obj=self.currency_id),
            "result": formatLang(self.env, result, currency_obj=self.currency_id),
        }
        if self.currency_id.compare_amounts(self.amount_allocated, result):
            return self.env._("Allocation of %(allocated)s for a result of %(result)s. (FIN-050)", **amounts)
        if self.state != "posted":
            return self.env._("The allocation is prepared, its entries are not posted.")
        if self._get_entry_difference():
            return self.env._("The entry of the allocation is not what was decided.")
        return ""

    def _feeds_reserve(self):
        """Tell whether a line adds to a reserve."""
        lines = self.line_ids.filtered(lambda line: line.amount > 0)
        return any(self._get_code(account).startswith(RESERVES) for account in lines.account_id)

    def _get_losses_left(self):
        """Return the losses carried forward that the lines do not clear, in euros."""
        self.ensure_one()
        held = self._get_own_funds().get(LOSSES, 0.0)
        cleared = sum(line.amount for line in self.line_ids if self._get_code(line.account_id) == LOSSES)
        return max(self.currency_id.round(held - cleared), 0.0)
