import { TicketScreen } from "@point_of_sale/app/screens/ticket_screen/ticket_screen";
import { TextInputPopup } from "@point_of_sale/app/components/popups/text_input_popup/text_input_popup";
import { makeAwaitable } from "@point_of_sale/app/utils/make_awaitable_dialog";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(TicketScreen.prototype, {
    /** A refund says why: nothing is refunded when the question is closed without an answer. */
    async onDoRefund() {
        const order = this.getSelectedOrder();
        if (order && (this.getHasItemsToRefund() || this._doesOrderHaveSoleItem(order))) {
            const labels = [_t("Typing mistake"), _t("Not served"), _t("Product refused"), _t("Wrong card")];
            const reason = await makeAwaitable(this.dialog, TextInputPopup, {
                title: _t("Why is it refunded?"),
                placeholder: _t("Typing mistake, dish not served…"),
                buttons: labels.map((label) => ({ label, isSelected: false })),
            });
            if (!reason?.trim()) {
                return;
            }
            this.regieRefundReason = reason.trim();
        }
        return super.onDoRefund();
    },

    async addAdditionalRefundInfo(order, destinationOrder) {
        await super.addAdditionalRefundInfo(order, destinationOrder);
        destinationOrder.regie_refund_reason = this.regieRefundReason;
    },
});
