import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_label_consultant_tour", {
    steps: () => [
        {
            content: "The grid is a proposal, the access has an end",
            trigger: ".o_dossier_room .o_dossier_facts strong",
        },
        {
            content: "The criterion without proof comes first",
            trigger: ".o_dossier_incomplete li:first-child a[data-code='B1']",
        },
        {
            trigger: "a[data-code='A1']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The figure says what it is, when it was frozen and how many records are behind",
            trigger:
                ".o_dossier_figure:has(.o_dossier_definition):has(.o_dossier_date):has(.o_dossier_state) .o_dossier_count",
        },
        {
            content: "Rate the criterion: satisfactory",
            trigger: "#rate .o_dossier_levels label:nth-child(4) input",
            run: "click",
        },
        {
            trigger: "textarea[name=comment]",
            run: "edit Convincing",
        },
        {
            trigger: "button[name=rate]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#rate .o_dossier_said:contains('Convincing')",
        },
        {
            content: "Ask in the same place",
            trigger: "textarea[name=question]",
            run: "edit Who keeps the list?",
        },
        {
            trigger: "button[name=ask]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#ask .o_dossier_said:contains('Who keeps the list?')",
        },
        {
            content: "Retain a reserve",
            trigger: "#find input[value=reserve]",
            run: "click",
        },
        {
            trigger: "textarea[name=finding]",
            run: "edit No treasurer since May.",
        },
        {
            trigger: "button[name=find]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#find .o_dossier_said:contains('No treasurer since May.')",
        },
        {
            content: "Back to the criteria",
            trigger: ".o_dossier_nav a.btn:not([rel])",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "button[name=reviewed]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".alert-success",
        },
    ],
});

registry.category("web_tour.tours").add("regie_label_path_tour", {
    steps: () => [
        {
            content: "Open the application",
            trigger: ".o_kanban_record:contains('Label of Louviers')",
            run: "click",
        },
        {
            content: "All that the expertise needs is there",
            trigger: ".o_label_gate:has(.fa-check):not(:has(.fa-circle-o))",
        },
        {
            trigger: ".o_statusbar_buttons button[name=action_advance]",
            run: "click",
        },
        {
            trigger: ".modal footer button[name=action_confirm]",
            run: "click",
        },
        {
            content: "The dossier is frozen and the consultant invited",
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value='expertise']",
        },
    ],
});
