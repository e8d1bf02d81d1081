import * as Chrome from "@point_of_sale/../tests/pos/tours/utils/chrome_util";
import * as Dialog from "@point_of_sale/../tests/generic_helpers/dialog_util";
import * as PaymentScreen from "@point_of_sale/../tests/pos/tours/utils/payment_screen_util";
import * as ProductScreen from "@point_of_sale/../tests/pos/tours/utils/product_screen_util";
import * as ReceiptScreen from "@point_of_sale/../tests/pos/tours/utils/receipt_screen_util";
import { scan_barcode } from "@point_of_sale/../tests/generic_helpers/utils";
import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_grocery_cap_tour", {
    steps: () =>
        [
            Chrome.startPoS(),
            Dialog.confirm("Open Register"),
            ProductScreen.clickDisplayedProduct("Pasta"),
            ProductScreen.clickDisplayedProduct("Pasta"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickPaymentMethod("Cash"),
            PaymentScreen.clickValidate(),
            // no card, no sale
            Dialog.is({ title: "This basket cannot be paid" }),
            Dialog.confirm(),
            PaymentScreen.clickBack(),
            scan_barcode("0429999999999"),
            ProductScreen.totalAmountIs("20.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickValidate(),
            // 15 € are left, the basket is 20 €
            Dialog.is({ title: "This basket cannot be paid" }),
            { content: "what is left is told", trigger: ".modal-body:contains('15.00')" },
            Dialog.confirm(),
            PaymentScreen.clickBack(),
            { content: "one less", trigger: ".regie-undo", run: "click" },
            ProductScreen.totalAmountIs("10.00"),
            ProductScreen.clickPayButton(),
            PaymentScreen.clickValidate(),
            ReceiptScreen.isShown(),
            ReceiptScreen.clickNextOrder(),
            ProductScreen.isShown(),
            Chrome.isSynced(),
        ].flat(3),
});
