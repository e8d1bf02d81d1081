import { ProductScreen } from "@point_of_sale/app/screens/product_screen/product_screen";
import { ConnectionLostError } from "@web/core/network/rpc";
import { patch } from "@web/core/utils/patch";

patch(ProductScreen.prototype, {
    /** One scan gives the price, with or without network. */
    async _barcodePartnerAction(code) {
        const known = this.pos.models["res.partner"].getBy("barcode", code.code);
        if (!known && this.pos.data.network.offline) {
            this.currentOrder.regieSetBadge(code.code);
            return;
        }
        try {
            await super._barcodePartnerAction(code);
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.currentOrder.regieSetBadge(code.code);
        }
    },
});
