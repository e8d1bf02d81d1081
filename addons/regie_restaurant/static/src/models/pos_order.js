import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** The pot forgets who eats; an employer pays no more than its share of each meal. */
    addPaymentline(paymentMethod) {
        const kind = paymentMethod.regie_kind;
        if (kind === "pot" && !this.isRefund) {
            this.regieForgetCustomer();
        }
        if (kind !== "company" || this.isRefund) {
            return super.addPaymentline(paymentMethod);
        }
        const share = this.regieGetEmployerShare();
        if (!share) {
            return {
                status: false,
                data: _t("Scan the badge of the worker before their employer pays a share."),
            };
        }
        const result = super.addPaymentline(paymentMethod);
        if (result.status) {
            result.data.setAmount(Math.min(share, result.data.amount));
        }
        return result;
    },

    /** An offered meal has no name and the usual price. */
    regieForgetCustomer() {
        this.partner_id = undefined;
        this.regie_badge = false;
        this.floating_order_name = false;
        this.setPricelist(this.config.pricelist_id);
    },

    /** What the employer of the customer pays on this sale; below zero on a person means all of it. */
    regieGetEmployerShare() {
        const share = this.partner_id?.regie_meal_share || 0;
        const paid = this.payment_ids.some((line) => line.payment_method_id.regie_kind === "company");
        if (!share || paid) {
            return 0;
        }
        const meals = this.lines
            .filter((line) => line.product_id.product_tmpl_id.is_meal)
            .reduce((sum, line) => sum + line.getQuantity(), 0);
        return share < 0 ? this.totalDue : this.currency.round(Math.min(share * meals, this.totalDue));
    },
});
