import { registry } from "@web/core/registry";

const TABLE = ".o_regie_activity_table";

/** The accountant reads the result by activity, opens a figure, then the share of the office. */
registry.category("web_tour.tours").add("regie_finance_activity_table_tour", {
    steps: () => [
        { trigger: `${TABLE} th:contains('Nettoyage')` },
        { trigger: `${TABLE} tr[data-kind=total] button` },
        { trigger: `${TABLE} tr[data-nature=turnover] button:contains('900')`, run: "click" },
        { trigger: ".o_list_view tfoot:contains('900')" },
        { trigger: ".o_breadcrumb a, .o_back_button", run: "click" },
        { trigger: `${TABLE} tr[data-kind=overhead] button:contains('-')`, run: "click" },
        { trigger: ".o_list_view td:contains('Siège')" },
        { trigger: ".o_breadcrumb a, .o_back_button", run: "click" },
        { trigger: `${TABLE} select[name=grouping]`, run: "select market" },
        { trigger: `${TABLE}:not(:has(th:contains('Nettoyage'))) tr[data-kind=overhead]` },
    ],
});
