import { ControlButtons } from "@point_of_sale/app/screens/product_screen/control_buttons/control_buttons";
import { patch } from "@web/core/utils/patch";

patch(ControlButtons.prototype, {
    /** Undo the last tap: one unit less, or the line when it was the only one. */
    regieUndo() {
        const order = this.currentOrder;
        let line = order.getSelectedOrderline() || order.getLastOrderline();
        if (!line) {
            return;
        }
        line = line.combo_parent_id || line;
        if (line.getQuantity() > 1) {
            line.setQuantity(line.getQuantity() - 1, Boolean(line.combo_line_ids?.length));
        } else {
            order.removeOrderline(line);
        }
    },
});
