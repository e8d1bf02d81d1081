from odoo import models
from odoo.tools import format_amount


class RegieGrantDecision(models.Model):
    """The decision in words: each amount with the figures it follows from."""

    _inherit = "regie.grant.decision"

    def _explain(self):
        """Sentences of the decision, in its order."""
        self.ensure_one()
        if self.grant_id.is_investment:
            return self._explain_investment()
        if self.amount_not_acquired:
            return [self._explain_not_acquired()]
        return [*self._explain_shares(), *self._explain_fund()]

    def _money(self, amount):
        return format_amount(self.env, amount, self.currency_id)

    def _explain_investment(self):
        if not self.grant_id.asset_value:
            return [self.env._("Say on the page of the grant what its asset cost, and when it was put in service.")]
        return [
            self.env._(
                "The investment grant goes to the income in step with the depreciation of its asset: %(quota)s for this"
                " exercise.",
                quota=self._money(self.amount_quota),
            )
        ]

    def _explain_not_acquired(self):
        return self.env._(
            "A condition is still awaited: the grant is not acquired, %(amount)s leave the income.",
            amount=self._money(self.amount_not_acquired),
        )

    def _explain_shares(self):
        """What is deferred, and what is unspent of the share to date."""
        yield self.env._(
            "Share of the exercises up to this one: %(attributable)s; eligible costs: %(costs)s; unspent: %(unspent)s.",
            attributable=self._money(self.amount_attributable),
            costs=self._money(self.amount_costs),
            unspent=self._money(self.amount_unspent),
        )
        if self.amount_deferred:
            yield self.env._(
                "%(amount)s of the income in the books (%(booked)s) belong to the exercises to come: deferred.",
                amount=self._money(self.amount_deferred),
                booked=self._money(self.amount_booked),
            )
        if self.amount_kept:
            yield self.env._(
                "No defined project: the unspent %(amount)s stay income.", amount=self._money(self.amount_kept)
            )
        if self.amount_repay:
            yield self.env._(
                "The time to spend it is over and the convention asks for it back: %(amount)s become a debt.",
                amount=self._money(self.amount_repay),
            )

    def _explain_fund(self):
        """What goes in and out of the dedicated funds."""
        if self.amount_use:
            yield self.env._(
                "The exercise spends %(amount)s of the %(opening)s carried over, oldest first.",
                amount=self._money(self.amount_use),
                opening=self._money(self.amount_opening),
            )
        if self.amount_report:
            yield self.env._(
                "Dedicated to a defined project: %(amount)s are carried over.", amount=self._money(self.amount_report)
            )
        if self.amount_opening or self.amount_closing:
            yield self.env._("Dedicated funds at the closing: %(amount)s.", amount=self._money(self.amount_closing))
        if self.env["regie.fund.report"].is_idle(self.grant_id, self.exercise_id):
            yield self.env._("No spending for two exercises: to be told in the annex. (FIN-024)")
