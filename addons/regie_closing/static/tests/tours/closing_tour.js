import { registry } from "@web/core/registry";

const row = (number) => `.o_field_widget[name=step_ids] .o_data_row:has(td[name=number]:contains(/^${number}$/))`;

registry.category("web_tour.tours").add("regie_closing_year_tour", {
    steps: () => [
        {
            content: "the draft that waits is red as soon as the page opens",
            trigger: `${row(2)} .o_field_badge:contains("To mend")`,
        },
        {
            content: "so is the materiality",
            trigger: `${row(1)} .o_field_badge:contains("To mend")`,
        },
        {
            content: "the draft is one click away",
            trigger: `${row(2)} button[name=action_view_faults]`,
            run: "click",
        },
        {
            content: "it is there",
            trigger: ".o_list_view .o_data_row .o_data_cell[name=name]",
        },
        {
            content: "back to the file",
            trigger: ".o_breadcrumb .breadcrumb-item a:contains('2026')",
            run: "click",
        },
        {
            content: "the materiality is written",
            trigger: ".o_field_widget[name=materiality] input",
            run: "edit 1000",
        },
        {
            trigger: ".o_form_button_save",
            run: "click",
        },
        {
            content: "mended, it is green without any other gesture",
            trigger: `${row(1)} .o_field_badge:contains("To confirm")`,
        },
        {
            content: "it is confirmed",
            trigger: `${row(1)} button[name=action_open_confirm]`,
            run: "click",
        },
        {
            content: "with a note",
            trigger: ".modal .o_field_widget[name=note] textarea",
            run: "edit One percent of the income.",
        },
        {
            trigger: ".modal button[name=action_confirm]",
            run: "click",
        },
        {
            content: "the draft is the next step",
            trigger: `${row(1)} .o_field_badge:contains("Confirmed")`,
        },
    ],
});
