import { PosOrder } from "@point_of_sale/app/models/pos_order";
import { patch } from "@web/core/utils/patch";

patch(PosOrder.prototype, {
    /** The mode sets the taxes; the customer keeps their price, chosen before or after it. */
    setPreset(preset) {
        super.setPreset(preset);
        const pricelist = this.regieGetCustomerPricelist();
        if (pricelist) {
            this.setPricelist(pricelist);
        }
    },

    /** A customer chosen by name takes the place of a card. */
    setPartner(partner) {
        this.regie_badge = false;
        super.setPartner(partner);
    },

    /** Take a card that the till cannot look up: its list comes with the till, its holder is found by the server. */
    regieSetBadge(barcode) {
        this.assertEditable();
        if (this.partner_id) {
            this.partner_id = undefined;
        }
        this.regie_badge = barcode;
        this.setPricelist(this.regieGetCustomerPricelist() || this.config.pricelist_id);
    },

    regieGetCustomerPricelist() {
        const pricelists = this.models["product.pricelist"];
        if (this.regie_badge && !this.partner_id) {
            return pricelists.get(this.config.regieGetBadgePricelistId(this.regie_badge));
        }
        const own = this.partner_id?.property_product_pricelist;
        return own && pricelists.get(own.id);
    },
});
