import { registry } from "@web/core/registry";

const card = (text) => `.o_regie_counter_loan:contains(${text})`;

// The tool keeper at the counter: a booked tool is handed over against a cheque, a late one comes back.
registry.category("web_tour.tours").add("regie_loan_counter_tour", {
    url: "/odoo/regie-loan-counter",
    steps: () => [
        {
            content: "The borrower shows the card",
            trigger: ".o_regie_counter_scan input",
            run: "edit C-TOUR-1",
        },
        { trigger: ".o_regie_counter_scan button", run: "click" },
        {
            content: "What is booked comes up",
            trigger: `.o_regie_counter_person ${card("Sander TOUR-1")} .o_regie_counter_out`,
            run: "click",
        },
        { trigger: ".modal button[name=action_all_good]", run: "click" },
        { content: "Everything was looked at", trigger: ".modal .o_data_row.text-success", run: () => {} },
        { content: "A cheque", trigger: ".modal div[name=deposit_method] input[data-value=cheque]", run: "click" },
        { trigger: ".modal div[name=is_on_paper] input", run: "click" },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        {
            content: "The tool is out",
            trigger: `body:not(:has(.modal)) .o_regie_counter_person ${card("Sander TOUR-1")} .o_regie_counter_in`,
        },
        { trigger: ".o_regie_counter_next", run: "click" },
        {
            content: "Somebody brings a late tool back: it is scanned",
            trigger: ".o_regie_counter_scan input",
            run: "edit T-TOUR-2",
        },
        { trigger: ".o_regie_counter_scan button", run: "click" },
        { trigger: `${card("Drill TOUR-2")}:has(.o_regie_counter_late) .o_regie_counter_in`, run: "click" },
        { trigger: ".modal button[name=action_all_good]", run: "click" },
        { content: "Everything was looked at", trigger: ".modal .o_data_row.text-success", run: () => {} },
        { trigger: ".modal button[name=action_confirm]", run: "click" },
        { content: "Nothing late any more", trigger: "body:not(:has(.modal)):not(:has(.o_regie_counter_late))" },
    ],
});
