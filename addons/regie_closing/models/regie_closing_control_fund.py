from odoo import models

from ..tools.control_result import ControlResult

PAIRS = ("194", "195", "196")


class RegieClosing(models.Model):
    """Control of the dedicated funds: each project decided and posted, and the accounts are the movements."""

    _inherit = "regie.closing"

    def _control_fund(self):
        """Step 13: a posted decision for each project, funds never below zero, Σ movements = 194 + 195 + 196."""
        grants = self.env["regie.grant"].search(self.exercise_id._get_decided_grants_domain())
        projects = grants.filtered(lambda grant: grant._get_fund_pair() or grant.has_repay_clause)
        results = [self._get_decision_result(projects), *self._get_fund_account_results()]
        results = [result for result in results if result]
        if not results:
            return ControlResult("na", sentence=self.env._("No project of a funder, no dedicated fund."))
        return ControlResult.gravest(results)

    def _get_decision_result(self, projects):
        """Projects whose decision of the closing is missing or not posted."""
        if not projects:
            return None
        decisions = self.env["regie.grant.decision"].search(
            [
                ("exercise_id", "=", self.exercise_id.id),
                ("grant_id", "in", projects.ids),
                ("state", "=", "posted"),
            ]
        )
        waiting = projects - decisions.grant_id
        if waiting:
            sentence = self.env._("Without a posted decision: %s.", ", ".join(waiting[:5].mapped("display_name")))
            return ControlResult("ko", len(waiting), sentence, "regie.grant", [("id", "in", waiting.ids)])
        closing = sum(decisions.mapped("amount_closing"))
        sentence = self.env._(
            "%(count)s projects decided, %(amount)s of dedicated funds.",
            count=len(projects),
            amount=self._format_amount(closing),
        )
        return ControlResult("ok", closing, sentence, "regie.grant.decision", [("id", "in", decisions.ids)])

    def _get_fund_account_results(self):
        """Each account of dedicated funds against the movements of its grants."""
        ledger = self._get_ledger()
        sums = dict(
            self.env["regie.fund.movement"]._read_group(
                [
                    ("company_id", "=", self.company_id.id),
                    ("parent_state", "=", "posted"),
                    ("move_id.date", "<=", self.date_to),
                ],
                ["account_pair"],
                ["balance:sum"],
            )
        )
        results = []
        for pair in PAIRS:
            booked = 0.0 - ledger.stands(pair)
            moved = self.currency_id.round(sums.get(pair, 0.0))
            gap = self.currency_id.round(booked - moved)
            if not self._is_zero(gap):
                sentence = self.env._(
                    "%(pair)s stands at %(booked)s, the movements of the projects at %(moved)s.",
                    pair=pair,
                    booked=self._format_amount(booked),
                    moved=self._format_amount(moved),
                )
                codes = [code for code in ledger.ever if code.startswith(pair)]
                items = self._get_items_domain(codes)
                results.append(ControlResult("ko", gap, sentence, "account.move.line", items))
        return results
