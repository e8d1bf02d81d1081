import OrderPaymentValidation from "@point_of_sale/app/utils/order_payment_validation";
import { AlertDialog } from "@web/core/confirmation_dialog/confirmation_dialog";
import { ConnectionLostError } from "@web/core/network/rpc";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(OrderPaymentValidation.prototype, {
    /** Take an offered meal before the sale is closed: of two tills, one gets the last. */
    async isOrderValid(isForceValidate) {
        if (!(await super.isOrderValid(isForceValidate))) {
            return false;
        }
        const amount = this.order.payment_ids
            .filter((line) => line.payment_method_id.regie_kind === "pot")
            .reduce((sum, line) => sum + line.getAmount(), 0);
        if (amount <= 0 || this.pos.data.network.offline) {
            return true;
        }
        try {
            await this.pos.data.call("regie.meal.pot", "take_at_till", [
                this.pos.session.id,
                this.order.uuid,
                amount,
            ]);
        } catch (error) {
            if (error instanceof ConnectionLostError) {
                return true;
            }
            this.pos.dialog.add(AlertDialog, {
                title: _t("Offered meals"),
                body: error.data?.message || error.message,
            });
            return false;
        }
        return true;
    },
});
