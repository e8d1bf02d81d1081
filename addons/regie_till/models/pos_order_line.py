from odoo import models
from odoo.tools import float_compare


class PosOrderLine(models.Model):
    """A line of a sale: its price is worked out again on the server."""

    _inherit = "pos.order.line"

    def _regie_is_free(self):
        """Tell whether the till works out the price of the line otherwise than from a list: combos, tips, refunds."""
        self.ensure_one()
        return bool(
            self.combo_parent_id
            or self.combo_line_ids
            or self.refunded_orderline_id
            or self.product_id in self.order_id.config_id._get_special_products()
        )

    def _regie_get_prices(self, pricelist):
        """Return ``{line: price of the unit}`` by a list; one query for each distinct quantity, none without items."""
        prices = {}
        for quantity, lines in self.grouped(lambda line: abs(line._regie_get_list_quantity())).items():
            if pricelist:
                order = lines.order_id[:1]
                by_product = pricelist._get_products_price(
                    lines.product_id, quantity, currency=order.currency_id, date=order.date_order
                )
            else:
                by_product = {product.id: product.lst_price for product in lines.product_id}
            prices.update((line, by_product[line.product_id.id]) for line in lines)
        return prices

    def _regie_get_list_quantity(self):
        """The quantity by which the till reads the list: lots of a product count together."""
        self.ensure_one()
        if self.product_id.tracking == "lot":
            return sum(line.qty for line in self.order_id.lines if line.product_id == self.product_id)
        return self.qty

    def _regie_is_priced(self, price):
        """Tell whether the line bears a price of a list, with or without what its options add."""
        self.ensure_one()
        digits = self.env["decimal.precision"].precision_get("Product Price")
        options = sum(
            value.price_extra for value in self.attribute_value_ids if value.attribute_id.create_variant == "no_variant"
        )
        return any(float_compare(self.price_unit, price + extra, digits) == 0 for extra in {0, options})
