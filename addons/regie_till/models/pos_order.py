from odoo import api, fields, models
from odoo.exceptions import UserError


class PosOrder(models.Model):
    """A sale whose prices are worked out again when it arrives: a draft is corrected, a paid one kept or refused."""

    _inherit = "pos.order"

    regie_badge = fields.Char(
        string="Card scanned", readonly=True, copy=False, help="Scanned without network: the holder is found here."
    )
    regie_refund_reason = fields.Char(string="Reason of the refund", copy=False)
    regie_alert_ids = fields.One2many(
        "regie.till.alert", "order_id", string="To look at", groups="regie_till.group_till_manager"
    )

    @api.model
    def _process_order(self, order, existing_order):
        """Find the holder of a card that was scanned without network, before the order is written."""
        if order.get("regie_badge") and not order.get("partner_id"):
            company = self.env["pos.session"].browse(order["session_id"]).company_id
            holder = self.env["res.partner"].with_company(company).search([("barcode", "=", order["regie_badge"])])
            order["partner_id"] = holder[:1].id
        return super()._process_order(order, existing_order)

    def _process_saved_order(self, draft):
        """Correct a draft; keep, flag or refuse a sale that is paid."""
        self.ensure_one()
        if draft:
            self._regie_reprice()
        elif self.state != "cancel":
            alerts = self._regie_check_order()
            # sudo: the server writes what it saw; the cashier does not read it
            self.env["regie.till.alert"].sudo().create([{"order_id": self.id, **alert} for alert in alerts])
        return super()._process_saved_order(draft)

    def _regie_check_order(self):
        """Look at an order that is paid, before it is sealed. Other addons add their own rules.

        :return: values of ``regie.till.alert`` for what was done in good faith and is kept
        :raise UserError: what the till could not honestly have made
        """
        self.ensure_one()
        self._regie_check_refund()
        self._regie_check_quantities()
        self._regie_check_taxes()
        alerts = self._regie_check_prices()
        self._regie_check_total()
        return alerts

    def _regie_check_refund(self):
        """A refund says why, gives back what was paid, and once. (E-TILL-01, E-TILL-02)"""
        refunds = self.lines.filtered("refunded_orderline_id")
        if not refunds:
            return
        if not (self.regie_refund_reason or "").strip():
            raise UserError(self.env._("Say why the sale is refunded. (E-TILL-01)"))
        origins = refunds.refunded_orderline_id
        # two tills that refund the same sale wait for each other here
        origins.order_id.lock_for_update()
        origins.invalidate_recordset(["refunded_qty", "refund_orderline_ids"])
        for line in refunds:
            origin = line.refunded_orderline_id
            if (
                origin.refunded_qty > origin.qty
                or line.qty > 0
                or self.currency_id.compare_amounts(line.price_unit, origin.price_unit)
                or line.product_id != origin.product_id
            ):
                raise UserError(
                    self.env._(
                        "%(product)s: no more is refunded than what was sold, and at the price that was paid."
                        " (E-TILL-02)",
                        product=line.product_id.display_name,
                    )
                )

    def _regie_check_quantities(self):
        """Below zero, a quantity is a refund. (E-TILL-03)"""
        for line in self.lines:
            if line.qty < 0 and not line.refunded_orderline_id and not self.preset_id.is_return:
                if line.product_id in self.config_id._get_special_products():
                    continue
                raise UserError(
                    self.env._(
                        "%(product)s: a negative quantity is a refund. Open the sale to refund and choose “Refund”."
                        " (E-TILL-03)",
                        product=line.product_id.display_name,
                    )
                )

    def _regie_check_taxes(self):
        """The taxes are those of the products, through a fiscal position of the till. (E-TILL-04)"""
        for line in self.lines.filtered(lambda line: not line.refunded_orderline_id):
            due = line.product_id.taxes_id.filtered(lambda tax: tax.company_id == self.company_id)
            if line.tax_ids != due and line.product_id.write_date <= self._regie_get_knowledge_start():
                raise UserError(
                    self.env._(
                        "%(product)s: the taxes are not those of the product. (E-TILL-04)",
                        product=line.product_id.display_name,
                    )
                )
        position = self.fiscal_position_id
        config = self.config_id
        known = config.fiscal_position_ids | config.default_fiscal_position_id | self.preset_id.fiscal_position_id
        if position and position not in known and position != self.partner_id.fiscal_position_id:
            origins = self.lines.refunded_orderline_id.order_id.fiscal_position_id
            if position not in origins:
                raise UserError(
                    self.env._(
                        "The taxes of “%(position)s” are not used by this till. (E-TILL-04)", position=position.name
                    )
                )

    def _regie_check_total(self):
        """The total is that of the lines: Odoo takes it from the till. (E-TILL-05)"""
        taxes = self.env["account.tax"]
        lines = self.lines._prepare_tax_base_line_values()
        taxes._add_tax_details_in_base_lines(lines, self.company_id)
        taxes._round_base_lines_tax_details(lines, self.company_id)
        due = sum(
            line["tax_details"]["total_included_currency"] + line["tax_details"].get("delta_total_excluded_currency", 0)
            for line in lines
        )
        rounding = self.config_id.cash_rounding and self.config_id.rounding_method.rounding or 0
        if abs(abs(due) - abs(self.amount_total)) > max(rounding, self.currency_id.rounding * 1.5):
            raise UserError(
                self.env._(
                    "The total %(total)s is not that of the lines (%(due)s). (E-TILL-05)",
                    total=self.currency_id.format(self.amount_total),
                    due=self.currency_id.format(due),
                )
            )
