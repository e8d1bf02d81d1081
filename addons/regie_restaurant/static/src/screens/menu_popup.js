import { Component } from "@odoo/owl";
import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { Dialog } from "@web/core/dialog/dialog";
import { patch } from "@web/core/utils/patch";

/** The menu of the day with its allergens: the answer to “is there milk in it?” at the till. */
export class RegieMenuPopup extends Component {
    static template = "regie_restaurant.MenuPopup";
    static components = { Dialog };
    static props = { menu: Object, close: Function };
}

patch(ControlButtons.prototype, {
    regieShowMenu() {
        this.dialog.add(RegieMenuPopup, { menu: this.pos.config._regie_menu });
    },
});
