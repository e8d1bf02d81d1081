import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_base_dossier_freeze_tour", {
    steps: () => [
        {
            content: "Open the draft",
            trigger: ".o_kanban_record:contains('Label 2026')",
            run: "click",
        },
        {
            content: "Prepare the freeze",
            trigger: ".o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "What is missing is shown before anything is sealed",
            trigger: ".modal .o_field_widget[name=missing_entry_ids] .o_data_row:contains('A1')",
        },
        {
            content: "Freeze",
            trigger: ".modal footer button[name=action_freeze]",
            run: "click",
        },
        {
            content: "The dossier is frozen: share it",
            trigger:
                ".o_form_statusbar:has(.o_arrow_button_current[data-value='frozen']) .o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "Choose the recipient",
            trigger: ".modal .o_field_widget[name=partner_ids] input",
            run: "edit Consultant",
        },
        {
            trigger: ".ui-autocomplete .ui-menu-item:contains('Consultant')",
            run: "click",
        },
        {
            content: "Share",
            trigger: ".modal footer button[name=action_share]",
            run: "click",
        },
        {
            content: "The dossier is shared",
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value='shared']",
        },
        {
            content: "Verify the seal",
            trigger: ".o_statusbar_buttons button[name=action_verify]",
            run: "click",
        },
        {
            trigger: ".o_notification_bar.bg-success",
        },
    ],
});

registry.category("web_tour.tours").add("regie_base_dossier_room_tour", {
    steps: () => [
        {
            content: "Open the dossier",
            trigger: "a.o_dossier_card:contains('Label 2026')",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The incomplete criterion is the first one",
            trigger: ".o_dossier_incomplete li:first-child a[data-code='B1']",
        },
        {
            trigger: "a[data-code='A1']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "The figure says what it is and where it comes from",
            trigger: ".o_dossier_figure .o_dossier_definition",
        },
        {
            trigger: ".o_dossier_levels label:contains('Satisfactory')",
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
            trigger: ".o_dossier_said:contains('Satisfactory')",
        },
        {
            trigger: "textarea[name=question]",
            run: "edit Since when?",
        },
        {
            trigger: "button[name=ask]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: "#ask .o_dossier_said:contains('Since when?')",
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
