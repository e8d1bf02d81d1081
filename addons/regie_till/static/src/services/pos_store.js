import { PosStore } from "@point_of_sale/app/services/pos_store";
import { patch } from "@web/core/utils/patch";

patch(PosStore.prototype, {
    /**
     * Send again the paid sales whose first sending was cut.
     *
     * Odoo 19.0 (February 2026) marks a sale as clean when it prepares it, before it is known to have arrived: when the
     * network falls at that moment the sale stays in the till until the page is loaded again. The server keeps one
     * sale for each uuid, so that one that had arrived is not doubled.
     */
    async syncAllOrders(options = {}) {
        if (!this.data.network.offline) {
            const cut = this.models["pos.order"].filter(
                (order) =>
                    order.isUnsyncedPaid && !order.isDirty() && !this.syncingOrders.has(order.uuid)
            );
            for (const order of cut) {
                order.lines.forEach((line) => line._markDirty());
                order.payment_ids.forEach((payment) => payment._markDirty());
                order._markDirty();
            }
            this.addPendingOrder(cut.map((order) => order.id));
        }
        return super.syncAllOrders(options);
    },
});
