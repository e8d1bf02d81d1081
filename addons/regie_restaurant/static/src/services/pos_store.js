import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /** What is served today comes first. */
    get productsToDisplay() {
        const products = super.productsToDisplay;
        const served = new Set((this.config._regie_menu?.dishes || []).map((dish) => dish.product_id));
        return [
            ...products.filter((product) => served.has(product.id)),
            ...products.filter((product) => !served.has(product.id)),
        ];
    },

    /** The share of the employer is there when the payment opens: the cashier takes the rest. */
    async pay() {
        const order = this.getOrder();
        const method = this.config.payment_method_ids.find((method) => method.regie_kind === "company");
        if (method && order.canPay() && !order.payment_ids.length && order.regieGetEmployerShare() > 0) {
            order.addPaymentline(method);
        }
        return super.pay();
    },
});
