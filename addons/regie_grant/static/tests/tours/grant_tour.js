import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_grant_award_tour", {
    steps: () => [
        {
            content: "The request waits for the answer of the funder",
            trigger: ".o_kanban_record:contains('Gardens of the residents')",
            run: "click",
        },
        {
            content: "The funder said yes",
            trigger: ".o_statusbar_buttons button[name=action_notify]",
            run: "click",
        },
        {
            content: "The grant runs",
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value='running']",
        },
        {
            content: "It is spread over its exercises",
            trigger: ".nav-link[name=fractions]",
            run: "click",
        },
        {
            trigger: "div[name=fraction_ids] .o_data_row td[name=amount]",
        },
        {
            content: "Propose the entry of the award",
            trigger: ".o_statusbar_buttons button[name=action_propose_income]",
            run: "click",
        },
        {
            content: "The draft says why it is there; the accountant posts it",
            trigger: ".o_form_view button[name=action_post]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value='posted']",
        },
    ],
});
