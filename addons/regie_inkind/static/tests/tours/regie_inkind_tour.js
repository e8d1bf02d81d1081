import { registry } from "@web/core/registry";

/** The accountant validates what was given and proposes its entry. */
registry.category("web_tour.tours").add("regie_inkind_booking_tour", {
    steps: () => [
        { content: "the hours to validate", trigger: ".o_data_row .o_data_cell:contains('Clean-up day')", run: "click" },
        { content: "validate", trigger: "button[name='action_validate']", run: "click" },
        { content: "worth ten hours of SMIC", trigger: ".o_field_widget[name='amount']:contains('120')" },
        { content: "back", trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click" },
        { content: "propose", trigger: ".o_control_panel .o_regie_propose", run: "click" },
        { content: "what will be booked", trigger: ".modal .o_field_widget[name='amount']:contains('120')" },
        { content: "propose", trigger: ".modal button[name='action_propose']", run: "click" },
        {
            content: "the draft",
            trigger: ".o_data_row td[name='journal_id']",
            run: "click",
        },
        { content: "post it", trigger: "button[name='action_post']", run: "click" },
        { content: "posted", trigger: ".o_arrow_button_current[data-value='posted']" },
        { content: "back to what was given", trigger: "button[name='action_view_inkind']", run: "click" },
        { content: "booked", trigger: ".o_data_row .badge.text-bg-success" },
    ],
});
