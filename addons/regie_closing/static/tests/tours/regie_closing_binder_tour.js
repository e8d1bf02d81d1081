import { registry } from "@web/core/registry";

/** The accountant allocates the result as it was decided, then seals the binder and opens it to the auditor. */
registry.category("web_tour.tours").add("regie_closing_binder_tour", {
    steps: () => [
        { content: "to the allocation", trigger: "button[name='action_view_allocation']", run: "click" },
        { content: "propose it", trigger: "button[name='action_prepare_lines']", run: "click" },
        { content: "the losses first", trigger: ".o_data_row:contains('119000'):contains('200,00')" },
        { content: "the rest forward", trigger: ".o_data_row:contains('110000'):contains('800,00')" },
        {
            content: "the decision",
            trigger: ".o_field_widget[name='decision_reference'] input",
            run: "edit 2026-AG-004",
        },
        {
            content: "its day",
            trigger: ".o_field_widget[name='decision_date'] input, .o_field_widget[name='decision_date'] button",
            run: "click",
        },
        { content: "write it", trigger: ".o_field_widget[name='decision_date'] input", run: "edit 12/06/2026" },
        { content: "draft the entries", trigger: "button[name='action_propose']", run: "click" },
        { content: "post them", trigger: "button[name='action_post']", run: "click" },
        { content: "sure", trigger: ".modal-footer .btn-primary", run: "click" },
        { content: "posted", trigger: ".o_arrow_button_current[data-value='posted']" },
        { content: "back to the closing", trigger: ".breadcrumb-item a:last, .o_back_button a", run: "click" },
        { content: "prepare the binder", trigger: "button[name='action_prepare_binder']", run: "click" },
        { content: "its steps are there", trigger: ".o_data_row:contains('S16')" },
        { content: "freeze it", trigger: "button[name='action_freeze_binder']", run: "click" },
        { content: "sure", trigger: ".modal-footer .btn-primary", run: "click" },
        { content: "frozen", trigger: ".o_arrow_button_current[data-value='frozen']" },
        { content: "open the room", trigger: "button[name='action_share_binder']", run: "click" },
        { content: "to whom", trigger: ".modal .o_field_widget[name='partner_ids'] input", run: "edit Auditor" },
        { content: "the auditor", trigger: ".o-autocomplete--dropdown-item:contains('Auditor')", run: "click" },
        { content: "open", trigger: ".modal button[name='action_share']", run: "click" },
        { content: "shared", trigger: ".o_arrow_button_current[data-value='shared']" },
    ],
});
