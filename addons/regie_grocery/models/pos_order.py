from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """A sale of the grocery: within what the household has left this month."""

    _inherit = "pos.order"

    regie_grocery_day = fields.Date(
        string="Day of the sale", compute="_compute_regie_grocery_day", store=True, index=True
    )

    @api.depends("date_order", "company_id")
    def _compute_regie_grocery_day(self):
        for order in self:
            # the day in France, not that of UTC: a sale of the evening counts in its own month
            zone = order.company_id.resource_calendar_id.tz or "Europe/Paris"
            order.regie_grocery_day = fields.Datetime.context_timestamp(
                order.with_context(tz=zone), order.date_order
            ).date()

    def _regie_check_order(self):
        """Check the cap of the household too, for a sale of the grocery."""
        alerts = super()._regie_check_order()
        if self.config_id.regie_shop == "grocery" and self.amount_total > 0:
            alerts += self._regie_check_cap()
        return alerts

    def _regie_check_cap(self):
        """Compare the sale with what the household has left in the month.

        :return: values of an alert for a sale that was made without a network
        :raise UserError: E-GROC-02 without a right, E-GROC-03 beyond the cap, when the till could ask
        """
        # sudo: the till reads no right; only whether the sale is within it
        rights = self.env["regie.grocery.right"].sudo()
        right = rights._find(self.partner_id, self.company_id, self.regie_grocery_day)
        if right:
            # two tills that sell to the same household wait for each other here
            right.lock_for_update()
        spent = right._get_spent(self.regie_grocery_day, but=self.ids)[right] if right else 0
        left = right._get_cap(self.regie_grocery_day) - spent if right else 0
        if self.currency_id.compare_amounts(self.amount_total, max(left, 0)) <= 0:
            return []
        if not self._regie_is_from_offline():
            self._regie_refuse_cap(right, left)
        return [
            {
                "kind": "cap",
                "amount": self.currency_id.round(max(left, 0) - self.amount_total),
                "message": self.env._(
                    "%(order)s: sold without a network, %(left)s were left for the month.",
                    order=self.pos_reference,
                    left=self.currency_id.format(max(left, 0)),
                ),
            }
        ]

    def _regie_refuse_cap(self, right, left):
        """Raise the reason why the sale is not made."""
        if not right:
            raise UserError(self.env._("Scan a card that is open for this shop; the office opens it. (E-GROC-02)"))
        raise UserError(
            self.env._(
                "%(left)s left this month on this card, the basket is %(total)s: take something out. (E-GROC-03)",
                left=self.currency_id.format(max(left, 0)),
                total=self.currency_id.format(self.amount_total),
            )
        )

    def _regie_is_from_offline(self):
        """Tell whether the sale waited on the till: a till with a network sends a sale at once."""
        parameters = self.env["regie.parameter"].with_company(self.company_id)
        minutes = float(parameters.get("epicerie_hors_ligne_minutes", self.regie_grocery_day))
        return fields.Datetime.now() - self.date_order > timedelta(minutes=minutes)
