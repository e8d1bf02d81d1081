from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """The prices of a sale, by the list that its customer had on the day of the sale."""

    _inherit = "pos.order"

    def _regie_get_knowledge_start(self):
        """From when on the till may have known its customers and prices: it reads them when it opens."""
        self.ensure_one()
        return min(self.session_id.start_at or self.date_order, self.date_order)

    def _regie_get_rights(self):
        """Return the rights of the customer from the opening of the till until now; ended ones are taken back at night.

        :return: ``(the right on the day of the sale or none, all of them)``
        """
        self.ensure_one()
        # sudo: the wall of the tariffs; only a price comes of it
        rights = self.env["regie.tariff.entitlement"].sudo()
        if not self.partner_id:
            return rights, rights
        day = fields.Datetime.context_timestamp(self, self.date_order).date()
        # the cron takes a right back the night after its end: the till may have opened before it
        since = fields.Datetime.context_timestamp(self, self._regie_get_knowledge_start()).date() - timedelta(days=1)
        found = rights.search(
            [
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("date_to", ">=", since),
            ]
        )
        return found.filtered(lambda right: right.date_from <= day <= right.date_to)[:1], found

    def _regie_get_pricelists(self):
        """Return ``(list due, {list that the till may have known: why})`` for the customer on the day of the sale."""
        self.ensure_one()
        config = self.config_id
        usual, tiers = config.pricelist_id, config._regie_get_tier_pricelists()
        right, rights = self._regie_get_rights()
        own = self.partner_id.with_company(self.company_id).property_product_pricelist
        due = right.tier_id.pricelist_id if right else own if own not in tiers else usual
        if due not in config._get_available_pricelists():
            due = usual
        known = {}
        for other in rights - right:
            since = fields.Datetime.context_timestamp(self, self.date_order).date()
            known.setdefault(other.tier_id.pricelist_id or usual, "ended" if other.date_to < since else "changed")
        if right and right.write_date > self._regie_get_knowledge_start() and own in tiers:
            known.setdefault(own, "changed")
        if due != usual:
            known.setdefault(usual, "missed")
        if self.regie_badge and not self.partner_id:
            known.update(dict.fromkeys(self._regie_get_blocked_card().tier_id.pricelist_id, "badge"))
        known.pop(due, None)
        return due, known

    def _regie_get_blocked_card(self):
        """The card that was scanned without network and blocked since."""
        # sudo: the card is not read by the till; only its list is
        cards = self.env["regie.tariff.card"].sudo().with_context(active_test=False)
        return cards.search([("number", "=", self.regie_badge[3:]), ("company_id", "=", self.company_id.id)], limit=1)

    def _regie_may_set_prices(self):
        """Tell whether the person at the till may change prices and lists: a manager, or a till that allows it."""
        self.ensure_one()
        if not self.config_id.restrict_price_control:
            return True
        return self.env.user.has_group("point_of_sale.group_pos_manager")

    def _regie_check_prices(self):
        """Work the prices out again, each line by the list that the customer had.

        :return: values of alerts for what the till may have known otherwise
        :raise UserError: E-TILL-06 on a list of somebody else, E-TILL-07 on a price of no list
        """
        self.ensure_one()
        if not self.lines or self.is_refund or self.lines.refunded_orderline_id:
            return []
        free = self._regie_may_set_prices()
        due, known = self._regie_get_pricelists()
        used = self.pricelist_id or self.config_id.pricelist_id
        if used != due and used not in known and not free:
            raise UserError(
                self.env._(
                    "%(order)s: these prices are not those of the customer. Take the card off the sale, scan it again"
                    " with the network on. (E-TILL-06)",
                    order=self.pos_reference,
                )
            )
        lines = self.lines.filtered(lambda line: not line._regie_is_free())
        if free:
            lines = lines.filtered(lambda line: line.price_type != "manual" and not line.discount)
        alerts = self._regie_check_lines(lines, used, free)
        self._regie_check_combos(used, free)
        if used != due and used in known and not alerts:
            alerts = [self._prepare_regie_alert_vals(known[used], lines, due)]
        return alerts

    def _regie_check_lines(self, lines, used, free):
        """Compare each line with the list that the till used. (E-TILL-07)"""
        prices = lines._regie_get_prices(used)
        wrong = lines.filtered(lambda line: line.discount or not line._regie_is_priced(prices[line]))
        if not wrong:
            return []
        since = self._regie_get_knowledge_start()
        changed = max(used.item_ids.mapped("write_date"), default=since) > since or used.write_date > since
        for line in wrong:
            if line.discount or not (changed or line.product_id.product_tmpl_id.write_date > since or free):
                raise UserError(
                    self.env._(
                        "%(product)s at %(price)s: this price is on no list of the customer (%(due)s). (E-TILL-07)",
                        product=line.product_id.display_name,
                        price=self.currency_id.format(line.price_unit),
                        due=self.currency_id.format(prices[line]),
                    )
                )
        return [self._prepare_regie_alert_vals("price", wrong, used)]

    def _regie_check_combos(self, used, free):
        """A combo costs no less than what the list says of it: its price is spread over its items. (E-TILL-07)"""
        parents = self.lines.filtered("combo_line_ids")
        if not parents or free:
            return
        prices = parents._regie_get_prices(used)
        for parent in parents:
            paid = sum(line.price_unit * line.qty for line in parent.combo_line_ids) + parent.price_unit * parent.qty
            cents = self.currency_id.rounding * (len(parent.combo_line_ids) + 1)
            if paid < prices[parent] * parent.qty - cents:
                raise UserError(
                    self.env._(
                        "%(product)s at %(price)s: this price is on no list of the customer (%(due)s). (E-TILL-07)",
                        product=parent.product_id.display_name,
                        price=self.currency_id.format(paid),
                        due=self.currency_id.format(prices[parent] * parent.qty),
                    )
                )

    def _prepare_regie_alert_vals(self, kind, lines, due):
        """Values of an alert: how much was paid beside what was due, without a word on why."""
        prices = lines._regie_get_prices(due)
        amount = sum((line.price_unit - prices[line]) * line.qty for line in lines)
        return {
            "kind": kind,
            "amount": self.currency_id.round(amount),
            "message": self.env._(
                "%(order)s: paid by the list %(used)s, due by the list %(due)s.",
                order=self.pos_reference,
                used=self.pricelist_id.name or self.config_id.pricelist_id.name,
                due=due.name,
            ),
        }

    def _regie_reprice(self):
        """Give a draft the list of its customer and the prices of that list; nothing is paid yet."""
        self.ensure_one()
        if self.state != "draft" or self.is_refund or not self.lines or self._regie_may_set_prices():
            return
        due, _known = self._regie_get_pricelists()
        lines = self.lines.filtered(lambda line: not line._regie_is_free())
        prices = lines._regie_get_prices(due)
        wrong = lines.filtered(lambda line: line.discount or not line._regie_is_priced(prices[line]))
        if due != self.pricelist_id:
            self.pricelist_id = due
        for line in wrong:
            line.write({"price_unit": prices[line], "discount": 0, "price_type": "original"})
            line.write(line._compute_amount_line_all())
        if wrong:
            self._compute_prices()
