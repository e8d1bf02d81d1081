/* global posmodel */
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { run, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { setOfflineMode, setOnlineMode } from "@point_of_sale/../tests/generic_helpers/offline_util";
import { registry } from "@web/core/registry";

let taps = 0;

function countTaps() {
    return run(() => {
        taps = 0;
        document.addEventListener("click", () => taps++, { capture: true });
    }, "count the taps");
}

function noMoreThanFourTaps() {
    return run(() => {
        if (taps > 4) {
            throw new Error(`${taps} taps for a meal`);
        }
    }, "no more than four taps a meal");
}

function sellTo(card, offline = false) {
    return [
        ProductScreen.clickDisplayedProduct("Meal of the day"),
        scan_barcode(card),
        ProductScreen.totalAmountIs("2.40"),
        ProductScreen.clickFastPaymentButton("Cash"),
        offline === "first" ? Dialog.confirm("Continue with limited functionality") : [],
        ReceiptScreen.isShown(),
        ReceiptScreen.clickNextOrder(),
        ProductScreen.isShown(),
    ];
}

registry.category("web_tour.tours").add("regie_restaurant_noon_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            // what is served today, and what is in it
            ProductScreen.clickControlButtonMore(),
            { content: "menu", trigger: ".regie-menu-button", run: "click" },
            { content: "the allergens are there", trigger: ".regie-menu dt:contains('Gratin')" },
            { content: "close", trigger: ".modal:not(.o_inactive_modal) .btn-close", run: "click" },
            countTaps(),
            ProductScreen.clickDisplayedProduct("Meal of the day"),
            ProductScreen.clickFastPaymentButton("Cash"),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            noMoreThanFourTaps(),
            ProductScreen.isShown(),
            // the kitchen reads dishes: no price, no name, no list
            ProductScreen.clickDisplayedProduct("Meal of the day"),
            run(() => {
                const text = JSON.stringify(posmodel.getOrderData(posmodel.getOrder(), false));
                if (/price|amount|partner|8\.00/.test(text)) {
                    throw new Error(`The kitchen reads ${text}`);
                }
            }, "the ticket of the kitchen"),
            // a worker: the share of the employer is already there
            scan_barcode("0427777777770"),
            ProductScreen.customerIsSelected("Worker 0"),
            ProductScreen.clickPayButton(),
            PaymentScreen.remainingIs("4.50"),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            // somebody gives, somebody eats
            ProductScreen.clickDisplayedProduct("Gift of a meal"),
            ProductScreen.clickDisplayedProduct("Gift of a meal"),
            ProductScreen.clickFastPaymentButton("Cash"),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.clickDisplayedProduct("Meal of the day"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("House account"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            // the pot has no whole meal left: another way of paying
            ProductScreen.clickDisplayedProduct("Meal of the day"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("House account"),
            PaymentScreen.clickValidate(),
            Dialog.bodyIs("E-POT-01"),
            Dialog.confirm(),
            PaymentScreen.clickPaymentlineDelButton("House account", "8.00"),
            PaymentScreen.clickBack(),
            scan_barcode("0421111111111"),
            ProductScreen.totalAmountIs("2.40"),
            ProductScreen.clickFastPaymentButton("Cash"),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            // the network goes, the queue goes on
            setOfflineMode(),
            sellTo("0421111111111", "first"),
            sellTo("0421111111111"),
            setOnlineMode(),
            run(async () => {
                posmodel.data.network.offline = false;
                await posmodel.syncAllOrders({ throw: true });
                await posmodel.syncAllOrders();
                const left = posmodel.models["pos.order"].filter((order) => order.isUnsyncedPaid);
                if (left.length) {
                    throw new Error(`${left.length} sales are still in the till`);
                }
            }, "the network is back"),
            Chrome.isSynced(),
        ].flat(4),
});
