/* global posmodel */
import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import * as TextInputPopup from "@point_of_sale/../tests/generic_helpers/text_input_popup_util";
import * as TicketScreen from "@point_of_sale/../tests/pos/tours/utils/ticket_screen_util";
import { elementDoesNotExist, run, scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { setOfflineMode, setOnlineMode } from "@point_of_sale/../tests/generic_helpers/offline_util";
import { registry } from "@web/core/registry";

const FORBIDDEN = [
    "quotient",
    "qf",
    "tarif",
    "grille",
    "remise",
    "réduction",
    "solidaire",
    "social",
    "discount",
    "pricelist",
    "awa",
    "rue",
];

/** Nothing on the receipt says who paid less, nor why. */
function receiptTellsNothing() {
    return run(() => {
        const text = document.querySelector(".pos-receipt").textContent.toLowerCase();
        const told = FORBIDDEN.filter((word) => new RegExp(`\\b${word}`).test(text));
        if (told.length) {
            throw new Error(`The receipt says ${told}`);
        }
    }, "the receipt tells nothing");
}

function pay() {
    return [
        ProductScreen.clickPayButton(),
        PaymentScreen.clickPaymentMethod("Cash"),
        PaymentScreen.clickValidate(),
        ReceiptScreen.isShown(),
    ];
}

registry.category("web_tour.tours").add("regie_till_price_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm(),
            ProductScreen.clickDisplayedProduct("Couscous"),
            ProductScreen.totalAmountIs("8,00"),
            scan_barcode("0421111111111"),
            ProductScreen.totalAmountIs("2,00"),
            // the mode chosen after the customer keeps their price
            ProductScreen.selectPreset("On the spot", "To take away"),
            ProductScreen.totalAmountIs("2,00"),
            // a wrong tap is undone by one tap
            ProductScreen.clickDisplayedProduct("Couscous"),
            ProductScreen.totalAmountIs("4,00"),
            { content: "undo", trigger: ".regie-undo", run: "click" },
            ProductScreen.totalAmountIs("2,00"),
            // no list of prices to choose, whose name others would read
            ProductScreen.clickControlButtonMore(),
            elementDoesNotExist(".o_pricelist_button"),
            { content: "close", trigger: ".modal .btn-close", run: "click" },
            // below zero is a refund
            { content: "sign", trigger: ".numpad button:contains('+/-')", run: "click" },
            Dialog.is({ title: "Une quantité négative est un remboursement" }),
            Dialog.confirm(),
            pay(),
            receiptTellsNothing(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            Chrome.isSynced(),
        ].flat(3),
});

registry.category("web_tour.tours").add("regie_till_offline_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.clickDisplayedProduct("Couscous"),
            setOfflineMode(),
            run(() => {
                posmodel.data.network.offline = true;
            }, "the network is gone"),
            // this card is none of the people sent to the till
            scan_barcode("0423333333333"),
            { content: "the card is named by its end", trigger: ".regie-badge:contains('3333')" },
            ProductScreen.totalAmountIs("5.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            Dialog.confirm("Continue with limited functionality"),
            ReceiptScreen.isShown(),
            setOnlineMode(),
            run(async () => {
                posmodel.data.network.offline = false;
                await posmodel.syncAllOrders();
            }, "the network is back"),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            Chrome.isSynced(),
        ].flat(3),
});

registry.category("web_tour.tours").add("regie_till_refund_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.clickDisplayedProduct("Couscous"),
            pay(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.clickRefund(),
            TicketScreen.selectOrder("001"),
            ProductScreen.clickNumpad("1"),
            TicketScreen.confirmRefund(),
            // no reason, no refund
            Dialog.is({ title: "Why is it refunded?" }),
            Dialog.discard(),
            TicketScreen.confirmRefund(),
            TextInputPopup.inputText("Not served"),
            Dialog.confirm(),
            PaymentScreen.isShown(),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            Chrome.isSynced(),
            // the difference is said in words, with its direction
            Chrome.clickMenuOption("Close Register"),
            { trigger: ".regie-difference-words:contains('The cash is right')" },
            ProductScreen.closeWithCashAmount("2.50"),
            { trigger: ".regie-difference-words:contains('2.50'):contains('too much')" },
            { content: "back", trigger: ".modal .button:contains('Discard')", run: "click" },
            { trigger: "body:not(:has(.modal))" },
        ].flat(3),
});
