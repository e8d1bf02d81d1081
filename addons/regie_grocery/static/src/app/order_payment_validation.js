import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { _t } from "@web/core/l10n/translation";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /** In the grocery, ask what is left on the card before the money is taken; without a network the sale goes on. */
    async isOrderValid(isForceValidate) {
        const isValid = await super.isOrderValid(isForceValidate);
        if (!isValid || this.pos.config.regie_shop !== "grocery" || this.order.priceIncl <= 0) {
            return isValid;
        }
        const body = await this.regieGetRefusal();
        if (body) {
            this.pos.dialog.add(AlertDialog, { title: _t("This basket cannot be paid"), body });
        }
        return !body;
    },

    /** The sentence that refuses the sale, or nothing. */
    async regieGetRefusal() {
        const partner = this.order.getPartner();
        const isScannedOffline = !partner && this.order.regie_badge;
        if (isScannedOffline) {
            return "";
        }
        if (!partner) {
            return _t("Scan the card of the household first.");
        }
        let left = false;
        try {
            left = await this.pos.data.call("pos.config", "get_regie_left", [
                [this.pos.config.id],
                partner.id,
            ]);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return "";
            }
            throw error;
        }
        if (left === false) {
            return _t("This card is not open for this shop: the office opens it.");
        }
        if (this.order.priceIncl > left + 0.001) {
            return _t(
                "%(left)s left this month on this card: take something out of the basket.",
                { left: this.pos.env.utils.formatCurrency(left) }
            );
        }
        return "";
    },
});
