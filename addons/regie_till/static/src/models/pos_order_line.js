import { PosOrderline } from "@point_of_sale/app/models/pos_order_line";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(PosOrderline.prototype, {
    /** Below zero, a quantity is a refund, which has its own button and asks why. */
    setQuantity(quantity, keepPrice) {
        const number = typeof quantity === "number" ? quantity : parseFloat(quantity);
        const isSpecial = this.config._pos_special_products_ids?.includes(this.product_id.id);
        const isReturn = this.order_id?.preset_id?.is_return || this.order_id?.isRefund;
        if (number < 0 && !this.refunded_orderline_id && !isReturn && !isSpecial) {
            return {
                title: _t("A negative quantity is a refund"),
                body: _t("Open the sale to refund in “Orders”, then choose “Refund”."),
            };
        }
        return super.setQuantity(quantity, keepPrice);
    },
});
