import { registry } from "@web/core/registry";

const row = (number) => `.o_field_widget[name=step_ids] .o_data_row:has(td[name=number]:contains(/^${number}$/))`;

registry.category("web_tour.tours").add("regie_closing_year_tour", {
    steps: () => [
        {
            content: "the draft that waits is red as soon as the page opens",
            trigger: `${row(2)} .o_field_badge:contains("To mend")`,
        },
        {
            content: "its records are one click away",
            trigger: `${row(2)} button[name=action_view_faults]`,
            run: "click",
        },
        {
            content: "the draft entry is there",
            trigger: ".o_list_view .o_data_row .o_data_cell",
            run: "click",
        },
        {
            content: "it is posted",
            trigger: ".o_form_view button[name=action_post]",
            run: "click",
        },
        {
            content: "back to the faults",
            trigger: ".o_breadcrumb .breadcrumb-item a:contains('Draft entries')",
            run: "click",
        },
        {
            content: "nothing is left there",
            trigger: ".o_list_view:not(:has(.o_data_row))",
        },
        {
            content: "back to the file",
            trigger: ".o_breadcrumb .breadcrumb-item a:contains('2026')",
            run: "click",
        },
        {
            content: "mended, it is green without any other gesture",
            trigger: `${row(2)} .o_field_badge:contains("To confirm")`,
        },
        {
            content: "the green steps are confirmed in their order",
            trigger: "button[name=action_confirm_green]",
            run: "click",
        },
        {
            content: "up to the stock, which a person judges",
            trigger: `${row(6)} .o_field_badge:contains("Confirmed")`,
        },
        {
            content: "the stock is confirmed",
            trigger: `${row(7)} button[name=action_open_confirm]`,
            run: "click",
        },
        {
            content: "with a note",
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit Counted on the evening of 31 December, sheet signed.",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "the next step is the payroll",
            trigger: `${row(7)} .o_field_badge:contains("Confirmed")`,
        },
        {
            content: "the binder is prepared",
            trigger: "button[name=action_prepare_binder]",
            run: "click",
        },
        {
            content: "and sealed",
            trigger: ".o_form_view button[name=action_freeze_binder]",
            run: "click",
        },
        {
            trigger: ".modal-footer .btn-primary",
            run: "click",
        },
        {
            content: "nothing changes in it any more",
            trigger: ".o_form_view:not(:has(button[name=action_freeze_binder]))",
        },
    ],
});
