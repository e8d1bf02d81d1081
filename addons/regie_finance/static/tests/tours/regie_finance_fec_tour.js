import { registry } from "@web/core/registry";

/** The accountant makes a test of the FEC, reads its proof, then reverses an entry of the locked year. */
registry.category("web_tour.tours").add("regie_finance_fec_tour", {
    steps: () => [
        { trigger: ".o_list_view .o_list_buttons button:contains('FEC'), .o_control_panel button:contains('FEC')", run: "click" },
        { trigger: ".modal .alert-info" },
        { trigger: ".modal button[name=create_fec_report_action]", run: "click" },
        { trigger: ".o_form_view .alert-success" },
        { trigger: ".o_form_view h1:contains('FEC')" },
        { trigger: ".o_form_view a.nav-link[name=opening]" },
        { trigger: ".o_form_view .o_data_row td:contains('512100')" },
        { trigger: ".o_form_view button[name=action_view_checks]", run: "click" },
        { trigger: ".o_list_view td:contains('120100')" },
    ],
});

registry.category("web_tour.tours").add("regie_finance_reversal_tour", {
    steps: () => [
        { trigger: ".o_form_view .alert-info button[name=action_regie_reverse]" },
        { trigger: ".o_form_view button[name=action_regie_reverse]", run: "click" },
        { trigger: ".modal .alert-info" },
        { trigger: ".modal button[name=refund_moves]", run: "click" },
        { trigger: ".o_form_view:not(:has(.modal)) .o_breadcrumb, .o_form_view .o_field_widget[name=ref]" },
    ],
});
