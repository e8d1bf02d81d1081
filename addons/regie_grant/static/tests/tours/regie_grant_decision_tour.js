import { registry } from "@web/core/registry";

/** The accountant decides of the grants of an exercise and posts the entries. */
registry.category("web_tour.tours").add("regie_grant_decision_tour", {
    steps: () => [
        { content: "the exercise to close", trigger: ".o_data_row .o_data_cell:contains('2026')", run: "click" },
        { content: "decide", trigger: "button[name='action_decide_grants']", run: "click" },
        { content: "one decision by grant", trigger: ".o_data_row .o_data_cell:contains('Mediation')", run: "click" },
        { content: "why, in words", trigger: ".o_field_widget[name='explanation']:contains('000,00')" },
        { content: "propose", trigger: "button[name='action_propose']", run: "click" },
        { content: "the draft entry", trigger: ".o_field_widget[name='entry_ids'] .o_data_row" },
        { content: "post", trigger: "button[name='action_post']", run: "click" },
        { content: "posted", trigger: ".o_arrow_button_current[data-value='posted']" },
    ],
});

/** The table of the annex, and the movements behind a figure. */
registry.category("web_tour.tours").add("regie_grant_fund_table_tour", {
    steps: () => [
        { content: "its exercise", trigger: ".o_group_header:contains('2026'):contains('000,00')", run: "click" },
        { content: "its account", trigger: ".o_group_header:contains('194')", run: "click" },
        { content: "the movements", trigger: ".o_data_row button[name='action_view_movements']", run: "click" },
        { content: "the same total", trigger: ".o_list_footer:contains('000,00')" },
    ],
});
