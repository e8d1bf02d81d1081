import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_accounts_statement_tour", {
    steps: () => [
        { content: "Open the accounts of the exercise", trigger: ".o_data_row td:contains('2026')", run: "click" },
        {
            content: "The balance sheet balances",
            trigger: ".regie_statement tr[data-code='AT'] a[data-column='amount']:contains('300')",
        },
        { content: "Read the income", trigger: ".o_notebook .nav-link[name='income']", run: "click" },
        {
            content: "Open what makes the sales",
            trigger: ".regie_statement tr[data-code='E22'] a[data-column='amount']:contains('300')",
            run: "click",
        },
        {
            content: "The journal items have the same total",
            trigger: ".o_list_view tfoot:contains('300'), .o_list_view .o_group_header:contains('300')",
        },
        { content: "Back to the accounts", trigger: ".o_back_button, .breadcrumb-item a:contains('2026')", run: "click" },
        { content: "Read the annex", trigger: ".o_notebook .nav-link[name='annex']", run: "click" },
        {
            content: "Open the own funds",
            trigger: ".o_field_widget[name='note_ids'] td:contains('Variation')",
            run: "click",
        },
        { content: "The table is counted", trigger: ".modal .regie_statement td:contains('300')" },
        { content: "Leave", trigger: ".modal .btn-close", run: "click" },
        { trigger: "body:not(:has(.modal))" },
    ],
});
