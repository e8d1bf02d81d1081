import { PosConfig } from "@point_of_sale/app/models/pos_config";
import { patch } from "@web/core/utils/patch";

patch(PosConfig.prototype, {
    /** The list of a card, from the numbers sent with the till: no name, works without network. */
    regieGetBadgePricelistId(barcode) {
        for (const [pricelistId, barcodes] of Object.entries(this._regie_badges || {})) {
            if (` ${barcodes} `.includes(` ${barcode} `)) {
                return parseInt(pricelistId);
            }
        }
        return false;
    },
});
