from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from ..tools.decision import Layer, take


class RegieGrant(models.Model):
    """What happens to dedicated funds outside of the closing: taken over, transferred, asked back by the funder."""

    _inherit = "regie.grant"

    @api.private
    def take_over_fund(self, exercise, origin, amount, move):
        """Take over the funds of an earlier software, which a posted entry of opening credits to 194, 195 or 196.

        :param exercise: last exercise of the earlier software; the count of the grant starts after it
        :raise UserError: FIN-020, FIN-021 when the entry credits less
        """
        self._check_bookkeeper()
        self._check_may_have_fund()
        pair = self._get_fund_pair()
        account = self.env["regie.fund.account"].get_account("fund", self.company_id, pair)
        credited = -sum(move.line_ids.filtered(lambda line: line.account_id == account).mapped("balance"))
        # sudo: what other grants already took over of this entry
        others = self.env["regie.fund.movement"].sudo().search([("move_id", "=", move.id)])
        taken = sum(others.filtered(lambda other: other.account_pair == pair).mapped("balance"))
        if move.state != "posted" or self.currency_id.compare_amounts(taken + amount, credited) > 0:
            raise UserError(
                self.env._(
                    "“%(grant)s”: carrying over %(amount)s is more than the %(left)s that the posted entry %(move)s"
                    " still credits to %(account)s. (FIN-021)",
                    grant=self.display_name,
                    amount=format_amount(self.env, amount, self.currency_id),
                    left=format_amount(self.env, max(credited - taken, 0), self.currency_id),
                    move=move.name or move.ref or "",
                    account=account.display_name,
                )
            )
        return self._create_movements("report", exercise, [(origin, amount)], move, is_opening=True)

    @api.private
    def transfer_fund(self, exercise, target, amount, reason):
        """Propose the transfer of funds to another project, with the agreement of the funder; origins are kept.

        :raise UserError: FIN-020, FIN-022
        """
        self._check_bookkeeper()
        target._check_may_have_fund()
        layers = self._take_layers(exercise, amount)
        entry = self._propose_fund_move("transfer", exercise, amount, reason, target)
        self._create_movements("transfer", exercise, [(origin, -part) for origin, part in layers], entry.move_id)
        target._create_movements("transfer", exercise, layers, entry.move_id)
        return entry

    @api.private
    def refund_fund(self, exercise, amount, reason):
        """Propose to give funds back to the funder: out of the funds, and a debt instead of the income.

        :raise UserError: FIN-022
        """
        self._check_bookkeeper()
        layers = self._take_layers(exercise, amount)
        entry = self._propose_fund_move("refund", exercise, amount, reason)
        self._create_movements("refund", exercise, layers, entry.move_id)
        return entry | self._propose_fund_move("repay", exercise, amount, reason)

    def _check_bookkeeper(self):
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group("regie_finance.group_finance_user"):
            raise AccessError(self.env._("Only who keeps the books moves dedicated funds."))

    def _take_layers(self, exercise, amount):
        """[(exercise of origin, euros)] of the oldest funds up to an amount.

        :raise UserError: FIN-022 when there is less
        """
        left = self.env["regie.fund.movement"].get_layers(self, exercise).get(self.id, {})
        balance = sum(left.values())
        if self.currency_id.compare_amounts(amount, balance) > 0 or self.currency_id.compare_amounts(amount, 0) <= 0:
            raise UserError(
                self.env._(
                    "“%(grant)s”: use of %(amount)s, more than the balance of %(balance)s of its dedicated funds, or"
                    " nothing at all. (FIN-022)",
                    grant=self.display_name,
                    amount=format_amount(self.env, amount, self.currency_id),
                    balance=format_amount(self.env, balance, self.currency_id),
                )
            )
        origins = {origin.date_from: origin for origin in left}
        layers = tuple(Layer(origin.date_from, self._to_cents(part)) for origin, part in left.items() if part > 0)
        taken, _left = take(layers, self._to_cents(amount))
        return [(origins[layer.origin], layer.amount / 100) for layer in taken]

    def _get_known_pair(self):
        """Account pair of the funds of the grant: those that exist keep theirs when its kind changes."""
        self.ensure_one()
        # sudo: number of an account, for who prepares
        known = self.env["regie.fund.movement"].sudo().search([("grant_id", "=", self.id)], limit=1)
        return self._get_fund_pair() or known.account_pair

    def _propose_fund_move(self, step, exercise, amount, reason, target=None):
        """Propose the draft entry of a step outside of the closing, on the last day of the exercise."""
        get = self.env["regie.fund.account"].get_account
        company, pair = self.company_id, self._get_known_pair()
        debit = self.get_income_account() if step == "repay" else get("fund", company, pair)
        if step == "transfer":
            credit = get("fund", company, target._get_known_pair())
        else:
            credit = get("debt", company) if step == "repay" else get("use", company, pair)
        return self.env["regie.grant.entry"].propose(
            [
                {
                    "grant": self,
                    "credit_grant": target,
                    "step": step,
                    "amount": amount,
                    "date": exercise.date_to,
                    "reason": f"{self.display_name}. {reason}",
                    "debit": debit,
                    "credit": credit,
                }
            ]
        )

    def _create_movements(self, kind, exercise, layers, move, decision=None, is_opening=False):
        """Write the movements of one entry, by exercise of origin."""
        self.ensure_one()
        return (
            self.env["regie.fund.movement"]
            .sudo()  # sudo: facts of the button
            .create(
                [
                    {
                        "grant_id": self.id,
                        "account_pair": self._get_known_pair(),
                        "exercise_id": exercise.id,
                        "origin_exercise_id": origin.id,
                        "kind": kind,
                        "is_opening": is_opening,
                        "decision_id": decision.id if decision else False,
                        "amount": amount,
                        "move_id": move.id,
                    }
                    for origin, amount in layers
                ]
            )
        )
