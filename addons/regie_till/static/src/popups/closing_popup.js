import { ClosePosPopup } from "@point_of_sale/app/components/popups/closing_popup/closing_popup";
import { _t } from "@web/core/l10n/translation";
import { patch } from "@web/core/utils/patch";

patch(ClosePosPopup.prototype, {
    /** The difference in words: how much, and in which direction. */
    get regieDifferenceWords() {
        const difference = this.getDifference(this.props.default_cash_details.id);
        if (isNaN(difference)) {
            return "";
        }
        const amount = this.env.utils.formatCurrency(Math.abs(difference));
        if (this.pos.currency.isZero(difference)) {
            return _t("The cash is right.");
        }
        return difference < 0
            ? _t("%s is missing from the cash.", amount)
            : _t("There is %s too much in the cash.", amount);
    },
});
