import { registry } from "@web/core/registry";

/** The accountant reads the result by activity, opens a figure, then the share of the office. */
registry.category("web_tour.tours").add("regie_finance_activity_table_tour", {
    steps: () => [
        { trigger: ".o_regie_activity_table th:contains('Nettoyage')" },
        { trigger: ".o_regie_activity_table tr:contains('Direct margin')" },
        { trigger: ".o_regie_activity_table tr:contains('Turnover') button:contains('900.00')", run: "click" },
        { trigger: ".o_list_view tfoot:contains('900.00')" },
        { trigger: ".breadcrumb-item a, .o_back_button", run: "click" },
        { trigger: ".o_regie_activity_table tr:contains('Share of the overheads') button:contains('-')", run: "click" },
        { trigger: ".o_list_view td:contains('Direct charges')" },
        { trigger: ".breadcrumb-item a, .o_back_button", run: "click" },
        { trigger: ".o_regie_activity_table select[name=grouping]", run: "select market" },
        { trigger: ".o_regie_activity_table th:contains('Supports')" },
    ],
});
